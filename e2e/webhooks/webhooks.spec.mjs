// A partner's own program hears of their requests: signed, in order, again after it was away; and nothing is sent into the house.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

import { axe } from "../support/axe.mjs";
import { fits, matrix } from "../support/shot.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world({ env: { EYELEVEL_WEBHOOK_NETWORKS: "127.0.0.1" } });
/** Longer than the five seconds after which something is tried again. */
const A_WHILE = { timeout: 60_000 };

/** A program that listens; `answers` says with which status. */
async function desk() {
  const heard = [];
  const waiting = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    heard.push({ headers: request.headers, path: request.url, body, json: JSON.parse(body) });
    response.writeHead(status).end();
    for (const look of waiting.splice(0)) look();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/inbox?who=eyelevel`,
    heard,
    answers: (code) => (status = code),
    /** The first that fits, as soon as it is there. */
    async hears(fits) {
      const until = AbortSignal.timeout(30_000);
      for (;;) {
        const found = heard.find(fits);
        if (found) return found;
        await new Promise((resolve, reject) => {
          waiting.push(resolve);
          until.addEventListener("abort", () => reject(new Error(`heard only ${JSON.stringify(heard.map((one) => one.json))}`)));
        });
      }
    },
    close: () => server.close(),
  };
}

function isSigned({ headers, body }, secret) {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const right = `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
  return headers["webhook-signature"].split(" ").includes(right);
}

const must = (is, what) => {
  if (!is) throw new Error(what);
};

scenario("a partner's program hears of their requests, and again after it was away", async ({ person }) => {
  const program = await desk();
  const owner = await person("owner");
  await owner.getByRole("button", { name: "Mehr" }).click();
  await owner.getByRole("link", { name: "Webhooks" }).click();
  await owner.getByText("Noch hört kein Programm zu.").waitFor();
  await axe(owner);

  // An address in the house is refused at its field; the form keeps what was typed.
  await owner.getByRole("button", { name: "Webhook anlegen" }).click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel("Adresse").fill("https://192.168.0.7/inbox");
  await dialog.getByRole("button", { name: "Webhook anlegen" }).click();
  await dialog.getByText("Diese Adresse liegt in einem privaten").first().waitFor();
  await axe(owner);
  await dialog.getByLabel("Adresse").fill(program.url);
  await dialog.getByRole("button", { name: "Webhook anlegen" }).click();

  // The secret is shown this once.
  const shown = owner.getByRole("dialog", { name: "Geheimnis des Webhooks" });
  const secret = (await shown.locator("pre").innerText()).trim();
  must(/^whsec_[A-Za-z0-9+/]{43}=$/.test(secret), secret);
  await axe(owner);
  await shown.getByRole("button", { name: "Ich habe es eingetragen" }).click();
  await owner.getByRole("heading", { name: program.url }).waitFor();
  must(!(await owner.locator("body").innerText()).includes("whsec_"), "it is not shown again");

  await owner.getByRole("button", { name: `Prüfen: ${program.url}` }).click();
  await owner.getByText("Angekommen: Antwort 200").waitFor();
  const ping = await program.hears((one) => one.json.type === "ping");
  must(isSigned(ping, secret) && ping.path === "/inbox?who=eyelevel", "signed by the secret that was shown");

  // It is away for a moment: what happens comes later, in its order.
  program.answers(503);
  const partner = await person("partner");
  await partner.goto("/enquiries/new");
  await partner.getByLabel("Worum geht es?").fill("Hört das jemand?");
  await partner.getByRole("button", { name: "Anfrage senden" }).click();
  await partner.getByRole("heading", { level: 1, name: "Hört das jemand?" }).waitFor();
  const first = await program.hears((one) => one.json.type === "request.submitted");
  must(isSigned(first, secret) && !first.body.includes("Hört das"), "what somebody wrote is not in it");
  await owner.goto("/webhooks");
  await owner.getByRole("link", { name: `Verlauf: ${program.url}` }).click();
  await owner.getByText("503").waitFor(A_WHILE);
  await matrix(owner, "webhooks-log", async (page) => fits(page));
  program.answers(204);
  await owner.getByRole("button", { name: /^Jetzt senden: request.submitted/ }).click();
  await program.hears((one) => one !== first && one.headers["webhook-id"] === first.headers["webhook-id"]);
  await owner.getByRole("link", { name: "Angekommen" }).click();
  await owner.getByRole("button", { name: /^Noch einmal senden: request.submitted/ }).waitFor(A_WHILE);
  await axe(owner);

  // By keyboard: again, from the log.
  const before = program.heard.length;
  await owner.getByRole("button", { name: /^Noch einmal senden: request.submitted/ }).focus();
  await owner.keyboard.press("Enter");
  await program.hears((one) => program.heard.indexOf(one) >= before && one.headers["webhook-id"] === first.headers["webhook-id"]);

  // Another secret: both sign for a day.
  await owner.getByRole("link", { name: "Alle Webhooks" }).click();
  await matrix(owner, "webhooks", async (page) => fits(page));
  await owner.getByRole("button", { name: `Neues Geheimnis: ${program.url}` }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Neues Geheimnis" }).click();
  const second = (await shown.locator("pre").innerText()).trim();
  await shown.getByRole("button", { name: "Ich habe es eingetragen" }).click();
  const from = program.heard.length;
  await owner.getByRole("button", { name: `Prüfen: ${program.url}` }).click();
  const both = await program.hears((one) => program.heard.indexOf(one) >= from && one.json.type === "ping");
  must(isSigned(both, secret) && isSigned(both, second) && secret !== second, "two signatures");

  await owner.getByRole("button", { name: `Anhalten: ${program.url}` }).click();
  await owner.getByText("Was geschieht, wird 30 Tage aufgehoben").waitFor();
  await owner.getByRole("button", { name: `Einschalten: ${program.url}` }).click();
  await owner.getByText("eingeschaltet").first().waitFor();
  await owner.setViewportSize({ width: 320, height: 700 });
  await fits(owner);
  await owner.getByRole("button", { name: `Entfernen: ${program.url}` }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Entfernen" }).click();
  await owner.getByText("Noch hört kein Programm zu.").waitFor();
  program.close();
});

scenario("a technician is told who keeps webhooks", async ({ person }) => {
  const partner = await person("partner");
  await partner.goto("/webhooks");
  await partner.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
  await axe(partner);
  must((await partner.getByRole("button", { name: "Webhook anlegen" }).count()) === 0, "nothing to press");
});
