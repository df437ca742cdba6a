// Counting clicks, as the promises about them do: typing, pasting and choosing by keyboard are free.

/** Clicks by role and name, or on a locator, and counts. */
export function counted(page) {
  let clicks = 0;
  const on = async (locator) => {
    clicks += 1;
    await locator.click();
  };
  return { click: (role, name) => on(page.getByRole(role, { name })), on, clicks: () => clicks };
}
