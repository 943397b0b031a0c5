// A mail server of a few lines: takes every mail and keeps none, but refuses for good whoever is in `refused`.
import { createServer } from "node:net";

export async function start_smtp_sink() {
  const refused = new Set();
  const answer_to = (line) => {
    if (/^EHLO/i.test(line)) return "250 sink";
    if (/^DATA/i.test(line)) return "354 go on";
    if (/^QUIT/i.test(line)) return "221 bye";
    const recipient = line.match(/^RCPT TO:<(.*)>/i)?.[1];
    return refused.has(recipient) ? "550 5.1.1 No such user" : "250 fine";
  };
  const server = createServer((socket) => {
    let text = "";
    let in_mail = false;
    socket.setEncoding("utf8").on("error", () => {});
    socket.write("220 sink\r\n");
    socket.on("data", (piece) => {
      const lines = (text + piece).split("\r\n");
      text = lines.pop();
      for (const line of lines) {
        if (in_mail && line !== ".") continue;
        socket.write(`${in_mail ? "250 taken" : answer_to(line)}\r\n`);
        in_mail = !in_mail && /^DATA/i.test(line);
      }
    });
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  return { port: server.address().port, refused, stop: () => server.close() };
}
