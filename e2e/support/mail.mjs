// What a demo has mailed, as /dev/mail shows it.

/** The newest mail to an address whose text holds a word. */
export async function mail(server, email, word) {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = (await mails(server)).find((part) => part.includes(email) && part.includes(word));
    if (found) return found;
    await new Promise((again) => setTimeout(again, 100));
  }
  const there = (await mails(server)).filter((part) => part.includes(email)).map((part) => part.replace(/<[^>]*>/g, " ").slice(0, 120));
  throw new Error(`no mail “${word}” to ${email}, but\n${there.join("\n")}`);
}

/** All of them, the newest first. */
export async function mails(server) {
  const html = await (await fetch(`${server.url}/dev/mail`, { headers: { "Accept-Language": "de" } })).text();
  return html.split("<article").slice(1);
}

/** The path of the signed link in a mail: to the page of a recipient or a distributor, an invitation, a reset. */
export const linkIn = (html) => html.match(/\/(r|c|h|invitation|reset)\/[A-Za-z0-9._-]+/)[0];
