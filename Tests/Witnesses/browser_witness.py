"""Shows every page of `billow serve` to a real browser; exit code 0 when all is as promised.

    browser_witness.py BILLOW SCREENSHOTS

A page that is spoilt on its way to the browser must be seen to be: that is how this program shows that it can fail.
"""

import pathlib
import re
import shutil
import sys
import tempfile

from serving import figures, lake, looks
from serving.browser import Browser
from serving.server import Server

billow, pictures = sys.argv[1], pathlib.Path(sys.argv[2])
failures, count = [], 0


def check(name, holds, told=""):
    global count
    count += 1
    if not holds:
        failures.append(f"{name}: {told}")


def show(browser, server, pages):
    """Each page wide and light, wide and dark, narrow, on paper."""
    for name, target, numbers in pages:
        browser.size(1280)
        browser.medium("light")
        browser.open(server.address + target)
        looks.page_is_sound(browser, server.address, check, name)
        looks.text_is_readable(browser, check, name)
        numbers(name)
        browser.screenshot(pictures / f"{name}.png")
        browser.medium("dark")
        looks.is_dark(browser, check, name)
        looks.text_is_readable(browser, check, f"{name}, dark")
        browser.screenshot(pictures / f"{name}-dark.png")
        looks.prints(browser, check, name)
        # What the policy would hold back runs here, if there is anything.
        browser.call("Page.setBypassCSP", enabled=True)
        browser.size(375, 812)
        browser.open(server.address + target)
        looks.page_is_sound(browser, server.address, check, f"{name}, without policy")
        looks.fits_a_phone(browser, check, name)
        browser.screenshot(pictures / f"{name}-phone.png")
        browser.call("Page.setBypassCSP", enabled=False)
    browser.size(1280)
    for name in ["overview", "explore-days"]:
        browser.open(server.address + next(page[1] for page in pages if page[0] == name))
        looks.keyboard_reaches_bars(browser, check, name)


def all_pages(browser, server, shown):
    """Those with a rule of their own, and whatever else the menu leads to."""
    browser.open(server.address + "/")
    menu = browser.evaluate("[...document.querySelectorAll('header nav a')].map(a => a.getAttribute('href'))")
    check("the menu", {"/", "/explore", "/tags", "/deliveries", "/explain"} <= set(menu), menu)
    pages = shown.pages()
    known = {target.split("?")[0] for _, target, _ in pages}
    for target in menu:
        if target not in known:
            pages.append((target.strip("/"), target, lambda n, t=target: shown.other(n, t)))
    return pages


def spoilt_pages_are_seen(browser, server, shown):
    """Each bug, seeded into a page on its way, must be reported under the name of what it breaks."""
    bugs = [
        ("no console error", lambda html: html.replace("<h1>", "<script>window.x=1</script><h1>")),
        ("asks no other host", lambda html: html.replace("<h1>", '<img src="http://elsewhere.example/x.png"><h1>')),
        ("nothing foreign in it", lambda html: html.replace("<h1>", '<b onclick="x()">x</b><h1>')),
        ("the page's numbers are the API's",
         lambda html: re.sub(r'(<tbody>.*?<td class="n">)[−\d]', r"\g<1>999", html, count=1, flags=re.S)),
        ("no scrolling sideways at 375 px", lambda html: html.replace("<h1>", f"<h1>{'x' * 200}")),
        ("totals stand below their columns",
         lambda html: html.replace('<tfoot><tr><td colspan="1">', '<tfoot><tr><td colspan="2">')),
        ("a row's name stays in view",
         lambda html: html.replace('<div class="scroll">', f'<div class="scroll"><b>{"x" * 200}</b>')),
        ("contrast", lambda html: html.replace("<h1>", "<svg><text y='15' fill='#ccc'>pale</text></svg><h1>")),
    ]
    for expected, change in bugs:
        before = len(failures)
        browser.spoil_pages(change)
        browser.size(375, 812)
        browser.medium("light")
        browser.open(server.address + "/explore?group_by=service")
        looks.page_is_sound(browser, server.address, check, "spoilt")
        looks.text_is_readable(browser, check, "spoilt")
        looks.fits_a_phone(browser, check, "spoilt")
        shown.explore("spoilt", "group_by=service", "ServiceName")
        browser.spoil_pages(None)
        found = failures[before:]
        del failures[before:]
        check(f"a page without '{expected}' is seen", any(expected in failure for failure in found), found)


def main():
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="billow-browser-") as folder:
        folder = pathlib.Path(folder)
        made = lake.make(billow, folder)
        server = Server(billow, made)
        browser = Browser(folder / "profile")
        shown = figures.Figures(billow, made, server, browser, check)
        show(browser, server, all_pages(browser, server, shown))
        spoilt_pages_are_seen(browser, server, shown)
        browser.end()
        check("the server ends", server.end() == 0, server.log[-3:])
    print(f"{count} checks")
    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


main()
