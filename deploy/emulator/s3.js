// What the emulator's S3 lacks: checksums are compared, keys are listed in the order of their pages,
// and unfinished uploads can be listed.
import { createHash } from "node:crypto";
import { S3Error } from "./node_modules/fauxqs/dist/common/errors.js";
import { escapeXml } from "./node_modules/fauxqs/dist/common/xml.js";
import { S3Store } from "./node_modules/fauxqs/dist/s3/s3Store.js";

export class CheckedS3Store extends S3Store {
  putObject(bucket, key, body, contentType, metadata, systemMetadata, checksum) {
    if (checksum?.algorithm === "SHA256") compare(body, checksum.value);
    return super.putObject(bucket, key, body, contentType, metadata, systemMetadata, checksum);
  }

  uploadPart(uploadId, partNumber, body, checksum) {
    if (this.multipartUploads.get(uploadId)?.checksumAlgorithm === "SHA256") compare(body, checksum);
    return super.uploadPart(uploadId, partNumber, body, checksum);
  }

  // The package sorts for people but continues a page by code: keys between the two orders would be left out.
  listObjects(bucket, options = {}) {
    if (options.delimiter || !this.hasBucket(bucket)) return super.listObjects(bucket, options);
    const after = options.startAfter ?? options.marker ?? "";
    const most = options.maxKeys ?? 1000;
    const found = [...this.buckets.get(bucket).values()]
      .filter((object) => object.key.startsWith(options.prefix ?? "") && object.key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    return { objects: found.slice(0, most), commonPrefixes: [], isTruncated: found.length > most };
  }
}

export function listsUploads(request) {
  return request.method === "GET" && request.params.bucket && !request.params["*"] && "uploads" in request.query;
}

export function uploadsXml(request, store) {
  const { bucket } = request.params;
  const prefix = request.query.prefix ?? "";
  const uploads = [...store.multipartUploads.values()]
    .filter((upload) => upload.bucket === bucket && upload.key.startsWith(prefix))
    .map(({ key, uploadId, initiated }) =>
      `<Upload><Key>${escapeXml(key)}</Key><UploadId>${uploadId}</UploadId><Initiated>${initiated.toISOString()}</Initiated></Upload>`);
  return `<?xml version="1.0" encoding="UTF-8"?><ListMultipartUploadsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
    `<Bucket>${bucket}</Bucket><Prefix>${escapeXml(prefix)}</Prefix><IsTruncated>false</IsTruncated>${uploads.join("")}</ListMultipartUploadsResult>`;
}

function compare(body, checksum) {
  if (createHash("sha256").update(body).digest("base64") !== checksum)
    throw new S3Error("BadDigest", "The SHA256 you specified did not match the calculated checksum.", 400);
}
