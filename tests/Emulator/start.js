// Starts the emulator on a free port of the loopback interface, prints the port, and ends when its standard input does:
// so it never outlives whoever started it, not even one that was killed.
import { buildApp } from "fauxqs";

const app = buildApp({ logger: false });
await app.listen({ host: "127.0.0.1", port: 0 });
console.log(app.server.address().port);
process.stdin.on("end", () => process.exit(0)).resume();
