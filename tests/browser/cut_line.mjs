// A line between browser and server that can break: a proxy of TCP. Three states: "open"; "cut": every connection breaks, and no
// new one comes about; "deaf": what the browser sends arrives, and no answer comes back: the connection breaks in its place.
import { once } from "node:events";
import { connect, createServer } from "node:net";

export class CutLine {
  static async to(url) {
    const line = new CutLine();
    line.target = new URL(url);
    line.state = "open";
    line.sockets = new Set();
    line.unanswered = 0;
    line.server = createServer((near) => line.#carry(near)).listen(0, "127.0.0.1");
    await once(line.server, "listening");
    line.url = `http://127.0.0.1:${line.server.address().port}`;
    return line;
  }

  #carry(near) {
    if (this.state === "cut") return near.destroy();
    const far = connect(this.target.port, this.target.hostname);
    const end = () => [near, far].forEach((each) => each.destroy());
    for (const each of [near, far]) {
      each.setNoDelay(true);
      each.on("error", end).on("close", end);
      this.sockets.add(each);
    }
    near.on("data", (sent) => far.write(sent));
    far.on("data", (answer) => {
      if (this.state === "open") return near.write(answer);
      ++this.unanswered;
      end();
    });
  }

  // Also for connections that are kept open.
  set(state) {
    this.state = state;
    if (state !== "cut") return;
    for (const each of this.sockets) each.destroy();
    this.sockets.clear();
  }

  async stop() {
    this.set("cut");
    this.server.close();
    await once(this.server, "close");
  }
}
