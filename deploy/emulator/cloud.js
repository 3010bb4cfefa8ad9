// Puts the emulator together: its package has no entry that keeps data and binds to one address.
import { buildApp } from "fauxqs";
import { PersistenceManager } from "./node_modules/fauxqs/dist/persistence.js";
import { SnsStore } from "./node_modules/fauxqs/dist/sns/snsStore.js";
import { SqsStore } from "./node_modules/fauxqs/dist/sqs/sqsStore.js";
import { CheckedS3Store, listsUploads, uploadsXml } from "./s3.js";

/** @param {string} [data] folder of the data; in memory without it. @param {string} [bucket] is made if it is not there. */
export function openCloud(data, bucket) {
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new CheckedS3Store() };
  const persistence = data && keep(data, stores);
  if (bucket) stores.s3Store.createBucket(bucket);
  const app = buildApp({ logger: false, stores });
  app.addHook("preHandler", async (request, reply) => {
    if (listsUploads(request)) return reply.type("application/xml").send(uploadsXml(request, stores.s3Store));
  });
  if (persistence) app.addHook("onClose", async () => persistence.close());
  return app;
}

// The package forgets how often a message was received when it is given back, which its own table refuses.
class Persistence extends PersistenceManager {
  updateMessageReady(messageId) {
    this.db.prepare("UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?").run(messageId);
  }
}

function keep(data, { sqsStore, snsStore, s3Store }) {
  const persistence = new Persistence(data);
  // What is written survives a kill of this process; only a kill of the machine may take the last of it.
  persistence.db.exec("PRAGMA synchronous = NORMAL");
  persistence.load(sqsStore, snsStore, s3Store);
  for (const owner of [sqsStore, snsStore, s3Store, ...sqsStore.allQueues()]) owner.persistence = persistence;
  return persistence;
}
