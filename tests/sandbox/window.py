"""The demo page in a window of a real Chromium, and somebody's hands on it."""

from collections.abc import AsyncIterator

from playwright.async_api import Browser, Locator, Page

DESK = (1440, 900)
HAND = (360, 740)
# As WCAG has it, against the nearest background that is not transparent.
CONTRAST = """node => {
  const rgb = (words) => words.match(/[\\d.]+/g).map(Number);
  const light = ([red, green, blue]) => [red, green, blue]
    .map((part) => part / 255)
    .map((part) => (part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
  let behind = node;
  while (rgb(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const two = [getComputedStyle(node).color, getComputedStyle(behind).backgroundColor];
  const [dark, bright] = two.map((words) => light(rgb(words))).sort((one, other) => one - other);
  return (bright + .05) / (dark + .05);
}"""


async def opened(browser: Browser, url: str, width: int, height: int) -> AsyncIterator[Page]:
    """A page that has met the people. It must not complain in its console."""
    context = await browser.new_context(viewport={"width": width, "height": height})
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(url)
    await page.locator(".phone").first.wait_for()
    yield page
    await context.close()
    assert complaints == []


def phone(page: Page, key: str = "ttpvhcc") -> Locator:
    return page.locator(f"#phone-{key}")


async def type_into(owner: Locator, text: str) -> None:
    await owner.get_by_role("textbox").fill(text)
    await owner.get_by_role("textbox").press("Enter")
