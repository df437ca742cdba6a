// Keys as another program would sign them: Node's own Ed25519, and Keygen's scheme written down once more.
import { generateKeyPairSync, sign } from "node:crypto";

/** A signer with the public half as `/.well-known/licence-keys.json` has it. */
export function signer(id = "2026-11-24-e2e", from = Date.now() - 86_400_000) {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
  const published = { id, algorithm: "ed25519", public_key: raw, not_before: from, retired_at: null };
  const url = (bytes) => Buffer.from(bytes).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
  const key = (more = {}) => {
    const now = Date.now();
    const data = {
      licence: "01a20000-0000-7000-8000-000000000001",
      product: "archivar",
      edition: "standard",
      versions: "9.x",
      host: "backup-01",
      capacity: 40,
      not_before: now - 1_000,
      expires: now + 30 * 86_400_000,
      key_id: id,
      issued_at: now - 1_000,
      ...more,
    };
    const signed = `key/${url(JSON.stringify(data))}`;
    return `${signed}.${url(sign(null, Buffer.from(signed), privateKey))}`;
  };
  return { published, key };
}
