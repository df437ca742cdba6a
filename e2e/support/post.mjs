// A mail server that takes what the portal sends (RFC 5321), and brings back what others answer.
import { once } from "node:events";
import { createServer } from "node:net";

const TOKEN = "a-token-for-mails-that-come-back";

/** For a file's server: everything is sent to `post`, and what comes back is handed in by it. */
export async function post() {
  const sent = [];
  const server = createServer((socket) => {
    socket.setEncoding("latin1");
    socket.on("error", () => {});
    let [waiting, envelope, isData] = ["", {}, false];
    const answers = (line) => {
      const word = line.slice(0, 4).toUpperCase();
      if (word === "EHLO") return "250-post.example\r\n250 8BITMIME";
      if (word === "MAIL") envelope = { from: address(line), to: "" };
      if (word === "RCPT") envelope.to = address(line);
      if (word === "DATA") {
        isData = true;
        return "354 go on";
      }
      return word === "QUIT" ? "221 bye" : "250 ok";
    };
    socket.on("data", (text) => {
      waiting += text;
      for (;;) {
        const end = waiting.indexOf(isData ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const part = waiting.slice(0, end);
        waiting = waiting.slice(end + (isData ? 5 : 2));
        if (isData) {
          isData = false;
          sent.push({ ...envelope, text: decoded(part) });
          socket.write("250 ok\r\n");
        } else {
          socket.write(`${answers(part)}\r\n`);
        }
      }
    });
    socket.write("220 post.example\r\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    env: {
      EYELEVEL_SMTP_URL: `smtp://127.0.0.1:${server.address().port}`,
      EYELEVEL_RETURN_PATH: "bounces@portal.example.com",
      EYELEVEL_BOUNCES_TOKEN: TOKEN,
    },
    close: () => server.close(),
    /** The newest mail to somebody whose headers or text hold a word: `{ from, to, text }`, decoded. */
    async mail(to, word) {
      for (let tries = 0; tries < 600; tries += 1) {
        const found = sent.findLast((one) => one.to === to && one.text.includes(word));
        if (found) return found;
        await new Promise((again) => setTimeout(again, 100));
      }
      throw new Error(`no mail “${word}” to ${to}: ${sent.map((one) => one.to).join(", ")}`);
    },
    /** Brings a mail back to a server, as a mail service's program does; what it made of it. */
    async handIn(url, lines) {
      const headers = { "content-type": "message/rfc822", authorization: `Bearer ${TOKEN}` };
      const answer = await fetch(`${url}/api/v1/mail/bounces`, { method: "POST", headers, body: lines.join("\r\n") });
      if (!answer.ok) throw new Error(`handing in: ${answer.status} ${await answer.text()}`);
      return (await answer.json()).taken;
    },
  };
}

/** What another server reports of a mail of ours (RFC 3464). */
export function report({ from, to }, { action, status, said }) {
  const id = `${Math.random()}@mx.example`;
  return [
    "From: MAILER-DAEMON@mx.example", `To: ${from}`, "Subject: Undelivered Mail Returned to Sender", `Message-ID: <${id}>`, "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', "", "--b", "Content-Type: text/plain", "", "I am sorry.", "--b",
    "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example", "", `Final-Recipient: rfc822; ${to}`, `Action: ${action}`,
    `Status: ${status}`, `Diagnostic-Code: smtp; ${said}`, "", "--b--", "",
  ];
}

/** What a person answers to a mail of ours. */
export function reply({ to, text }, written) {
  const address = /^Reply-To: .*?([^\s<]+@[^\s>]+)/im.exec(text)[1];
  return [
    `From: <${to}>`, `To: <${address}>`, "Subject: Re:", `Message-ID: <${Math.random()}@mail.example>`, "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8", "", written, "", "Am 24.11.26 um 10:00 schrieb Eyelevel:", "> Guten Tag,", "",
  ];
}

const address = (line) => /<([^>]*)>/.exec(line)[1];

/** A mail's words, where it is quoted-printable (RFC 2045) or plain. */
function decoded(text) {
  const bytes = text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
