"""What holds of every page, asked of the browser that shows it: nothing foreign in it, fit for a phone, readable,
reached by keyboard."""

FOREIGN = r"""(() => {
  const bad = [];
  for (const e of document.querySelectorAll('script,img,iframe,object,embed,style,base,meta[http-equiv],[style]'))
    bad.push(e.outerHTML.slice(0, 120));
  for (const e of document.querySelectorAll('*'))
    for (const a of e.attributes) {
      if (/^on/i.test(a.name)) bad.push(e.tagName + ' ' + a.name);
      if (['href', 'src', 'action', 'xlink:href'].includes(a.name) && !/^[\/#](?!\/)/.test(a.value))
        bad.push(e.tagName + ' ' + a.name + ' ' + a.value.slice(0, 120));
    }
  if (window.hostile !== undefined) bad.push('a script of the data ran');
  return bad;
})()"""

# Text against what is painted below it, by WCAG 2.2, 1.4.3: 4.5 to 1, and 3 to 1 for large text.
CONTRAST = r"""(() => {
  const numbers = c => { const n = (c.match(/[\d.]+/g) || []).map(Number); return n.length === 3 ? [...n, 1] : n; };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = e => { const layers = [];
    for (; e; e = e.parentElement) layers.push(numbers(getComputedStyle(e).backgroundColor));
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    return layers.reverse().reduce((below, top) => over(top, below), dark ? [18, 18, 18, 1] : [255, 255, 255, 1]); };
  const bad = []; let seen = 0;
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.tagName === 'title' || !e.checkVisibility()) continue;
    const style = getComputedStyle(e), isDrawn = e instanceof SVGElement;
    const below = ground(e), ink = over(numbers(isDrawn ? style.fill : style.color), below);
    const [a, b] = [light(ink), light(below)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize), isLarge = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    seen += 1;
    if (ratio < (isLarge ? 3 : 4.5))
      bad.push(`${ratio.toFixed(2)} ${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 40)}`);
  }
  return seen ? bad : ['no text'];
})()"""

TOO_WIDE = r"""(() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  return [...document.querySelectorAll('body *')].filter(e => !e.parentElement.closest('.scroll')
    && e.getBoundingClientRect().right > page.clientWidth + 1).map(e => e.tagName + '.' + e.className).slice(0, 5)
    .concat(page.scrollWidth);
})()"""

CUT_OFF = r"""[...document.querySelectorAll('svg.chart text')].filter(e => { const own = e.getBoundingClientRect(),
  chart = e.closest('svg').getBoundingClientRect(); return own.right > chart.right + 1 || own.left < chart.left - 1; })
  .map(e => e.textContent)"""

# A total below another column than its own is another number.
TOTALS_ASTRAY = r"""(() => {
  const edge = cells => Math.max(...[...cells].filter(e => e.checkVisibility())
    .map(e => e.getBoundingClientRect().right));
  return [...document.querySelectorAll('table')].filter(t => t.tFoot && t.tHead
    && Math.abs(edge(t.tFoot.rows[0].cells) - edge(t.tHead.rows[0].cells)) > 1).map(t => t.tFoot.textContent);
})()"""

# Wherever one has scrolled to, one sees which row it is.
NAMES_GONE = r"""(() => {
  const gone = [];
  for (const box of document.querySelectorAll('.scroll')) {
    const first = box.querySelector('tbody tr > :first-child');
    if (!first || !box.checkVisibility() || box.scrollWidth <= box.clientWidth) continue;
    box.scrollLeft = box.scrollWidth;
    const [own, frame] = [first.getBoundingClientRect(), box.getBoundingClientRect()];
    if (own.left < frame.left - 1 || own.width > frame.width * 0.6) gone.push(first.textContent.slice(0, 40));
    box.scrollLeft = 0;
  }
  return gone;
})()"""

FOCUS = r"""(() => { const e = document.activeElement;
  return { tag: e.tagName, text: e.textContent.trim(), inChart: !!e.closest('svg.chart'), href: e.getAttribute('href'),
    label: e.getAttribute('aria-label'), outline: getComputedStyle(e).outlineStyle }; })()"""


def page_is_sound(browser, host, check, name):
    """Nothing went wrong while it was shown, and nothing of another's is in it."""
    check(f"{name}: no console error", not browser.errors, browser.errors)
    foreign = [r for r in browser.requests if not r.startswith(host + "/")]
    check(f"{name}: asks no other host", not foreign and browser.requests, foreign)
    check(f"{name}: opens no dialog", not browser.dialogs, browser.dialogs)
    strange = browser.evaluate(FOREIGN)
    check(f"{name}: nothing foreign in it", not strange, strange)
    words = browser.evaluate("document.querySelector('main h1').textContent.trim()")
    check(f"{name}: has a heading", words, words)


def text_is_readable(browser, check, name):
    pale = browser.evaluate(CONTRAST)
    check(f"{name}: contrast", not pale, pale)
    cut = browser.evaluate(CUT_OFF)
    check(f"{name}: no label of a chart is cut off", not cut, cut)


def fits_a_phone(browser, check, name):
    wide = browser.evaluate(TOO_WIDE)
    check(f"{name}: no scrolling sideways at 375 px", not wide, wide)
    astray = browser.evaluate(TOTALS_ASTRAY)
    check(f"{name}: totals stand below their columns", not astray, astray)
    gone = browser.evaluate(NAMES_GONE)
    check(f"{name}: a row's name stays in view", not gone, gone)


def is_dark(browser, check, name):
    told = browser.evaluate("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)")
    check(f"{name}: dark where the system is", max(told) < 80, told)


def prints(browser, check, name):
    """Paper needs no menu and no form, and has the numbers on white."""
    browser.medium("light", media="print")
    shown = browser.evaluate(
        "[...document.querySelectorAll('header nav, form.ask, .noprint')].filter(e => e.checkVisibility()).length")
    check(f"{name}: no menu on paper", shown == 0, shown)
    ground = browser.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    check(f"{name}: white paper", ground == "rgb(255, 255, 255)", ground)
    browser.medium()
    check(f"{name}: can be printed", browser.paper().startswith(b"%PDF-"))


def keyboard_reaches_bars(browser, check, name):
    """From the top by Tab alone, with a mark where one is; Enter follows the bar's link."""
    browser.press("Tab")
    first = browser.evaluate(FOCUS)
    check(f"{name}: the first stop skips to the content", first["href"] == "#main", first)
    stops = browser.evaluate("document.querySelectorAll('a,button,input,select,summary,[tabindex]').length")
    focus = first
    for _ in range(stops):
        if focus["inChart"]:
            break
        browser.press("Tab")
        focus = browser.evaluate(FOCUS)
    check(f"{name}: the keyboard reaches the bars", focus["inChart"], focus)
    check(f"{name}: the bar tells its numbers", focus["label"], focus)
    check(f"{name}: one sees where one is", focus["outline"] not in ("none", ""), focus)
    if not focus["inChart"] or not focus["href"]:
        return
    browser.loaded = False
    browser.press("Enter", text="\r")
    browser.wait_until_loaded()
    address = browser.evaluate("location.pathname + location.search")
    check(f"{name}: Enter follows a bar", address.split("?")[0] in ("/explain", "/explore"), address)
