import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;

final class Main {
    /** Each case by the page's function, a line each: `good LICENCE`, or the word. */
    public static void main(String[] arguments) throws Exception {
        JsonObject cases = JsonParser.parseString(Files.readString(Path.of(arguments[0]))).getAsJsonObject();
        for (JsonElement text : cases.getAsJsonArray("texts")) {
            JsonObject published = cases.getAsJsonObject("published");
            try {
                JsonObject claims = Licence.verify(text.getAsString(), published, cases.get("product").getAsString(), cases.get("now").getAsLong());
                System.out.println("good " + claims.get("licence").getAsString());
            } catch (IllegalArgumentException why) {
                System.out.println(why.getMessage());
            }
        }
    }
}
