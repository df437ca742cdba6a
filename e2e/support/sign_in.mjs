// Signing in as one of the demo accounts, the way a person does.

export const PASSWORD = "eyelevel-demo";

/** `signIn(page, "partner")`: ends on the board (or where `next` leads); gives the page. */
export async function signIn(page, account, { next } = {}) {
  await page.goto(next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in");
  await page.getByLabel(/e-?mail/i).fill(`${account}@eyelevel.example`);
  await page.getByLabel(/^(passwort|password)/i).fill(PASSWORD);
  await page.getByRole("button", { name: /^(anmelden|sign in)/i }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  // The portal has taken over from the shell when there is a heading.
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  return page;
}

/** A session for calls to the API without a page; gives playwright's request context, which keeps the cookie. */
export async function signInByApi(page, server, account) {
  const answer = await page.request.post(`${server.url}/api/v1/session`, {
    data: { email: `${account}@eyelevel.example`, password: PASSWORD },
    headers: { Origin: server.url },
  });
  if (!answer.ok()) throw new Error(`signing in as ${account}: ${answer.status()} ${await answer.text()}`);
  return page.request;
}
