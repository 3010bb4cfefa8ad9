// Starts the emulator of SQS, SNS and S3 and prints its port.
//   node_modules/.bin/node start.js [--port N] [--host ADDRESS] [--data FOLDER] [--bucket NAME] [--keep]
//   --port     0, the default: a free one
//   --host     127.0.0.1, the default: only this machine
//   --data     queues, messages and objects live in this folder and survive a kill; without it they are in memory
//   --bucket   makes this bucket if it is not there
//   --keep     lives until SIGTERM; without it the emulator ends with its standard input, so it never outlives
//              whoever started it, not even one that was killed
import { parseArgs } from "node:util";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(`The emulator needs Node.js 22.13 or later and this is ${process.version}: start it with node_modules/.bin/node, which npm ci brings.`);
  process.exit(2);
}

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    host: { type: "string", default: "127.0.0.1" },
    data: { type: "string" },
    bucket: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});

const { openCloud } = await import("./cloud.js");
const app = openCloud(options.data, options.bucket);
await app.listen({ host: options.host, port: Number(options.port) });
console.log(app.server.address().port);

const end = async () => {
  await app.close();
  process.exit(0);
};
process.once("SIGTERM", end).once("SIGINT", end);
if (!options.keep) process.stdin.on("end", end).resume();
