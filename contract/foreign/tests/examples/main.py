

# Each case by the page's functions, a line each: `good LICENCE`, or the word.
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    cases = json.load(file)
for text in cases["texts"]:
    check = verify_file if text.startswith("-----") else verify
    try:
        print("good", check(text, cases["published"], cases["product"], cases["now"])["licence"])
    except ValueError as why:
        print(why)
