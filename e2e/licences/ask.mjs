// Asking for keys, as people do it on the form, and as a program does it.
import assert from "node:assert/strict";

import { signInByApi } from "../support/sign_in.mjs";

/** The installation on a host, as the page's session may see it. */
export async function installedOn(page, host) {
  const { items } = await (await page.request.get(`/api/v1/installations?q=${host}`)).json();
  const found = items.find((each) => each.host === host);
  assert.ok(found, `nothing that this session may see runs on ${host}`);
  return found;
}

/** The form for the installation on a host, begun with what it is for. */
export async function begin(page, host, intent) {
  const { id } = await installedOn(page, host);
  await page.goto(`/licences/new?installation=${id}&intent=${intent}`);
  await page.getByRole("heading", { level: 1, name: "Lizenzschlüssel anfragen" }).waitFor();
  await page.getByLabel(/^Version, die dort/).waitFor();
}

/** Sends the form; ends on the request's page, and gives its path. */
export async function send(page) {
  await page.getByRole("button", { name: "Anfrage senden" }).click();
  await page.waitForURL(/\/licences\/[0-9a-f]{8}-[0-9a-f-]+$/);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return new URL(page.url()).pathname;
}

/** The request of a page's path, as the API gives it to that session. */
export async function asked(page, path) {
  return (await page.request.get(`/api/v1${path}`)).json();
}

/** A request for the installation on a host, sent by the API; gives the licence. `more` replaces what the form would hold. */
export async function askByApi(page, server, host, more = {}) {
  const api = await signInByApi(page, server, more.account ?? "partner");
  const installed = await installedOn(page, host);
  const { account, ...fields } = more;
  const data = { ...draft(installed), ...fields };
  const answer = await api.post(`${server.url}/api/v1/licences`, { data, headers: writes(server) });
  assert.equal(answer.status(), 201, await answer.text());
  return answer.json();
}

/** Who asks, as a recipient. */
export const ME = { whom: "requester", name: "", organisation: "", email: "", lang: "de" };

function draft(installed) {
  return {
    intent: "renew",
    installation_id: installed.id,
    customer_id: null,
    product_id: null,
    edition_id: null,
    version: installed.runs,
    host: "",
    capacity: null,
    rejected_key: "",
    program_says: "",
    message: "",
    recipients: [ME],
    never_customer: false,
    contact: "thread",
    contact_at: "",
    reference: "",
    limited: false,
  };
}

/** The headers of a program that writes with a page's session. */
export function writes(server) {
  return { Origin: server.url, "Idempotency-Key": crypto.randomUUID() };
}
