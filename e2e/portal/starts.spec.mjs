// The house is open: the server answers, the sign-in page stands, and a person gets in.
import assert from "node:assert/strict";

import { axe } from "../support/axe.mjs";
import { signIn } from "../support/sign_in.mjs";
import { world } from "../support/world.mjs";

const { scenario } = world();

scenario("the server is alive and ready", async ({ server }) => {
  for (const path of ["/healthz", "/readyz"]) {
    const answer = await fetch(server.url + path);
    assert.equal(answer.status, 200, path);
  }
});

scenario("the sign-in page has no accessibility finding", async ({ page }) => {
  await page.goto("/sign-in");
  await axe(page);
});

scenario("a partner signs in and sees a board", async ({ page }) => {
  await signIn(page, "partner");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await axe(page);
});
