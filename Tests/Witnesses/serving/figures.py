"""The numbers of each page, against the API's and those of `billow query`: to the digit, as people read them."""

import re
import urllib.parse
from decimal import ROUND_HALF_EVEN, Context, Decimal

from .lake import HOSTILE, HOSTILE_CURRENCY, LAST_MONTH, MONTH
from .server import rows_of

WIDE = Context(prec=60)

TABLES = r"""[...document.querySelectorAll('main table')].map(t => ({
  card: t.closest('section')?.querySelector('h2')?.textContent.trim() ?? '',
  head: [...t.querySelectorAll('thead th')].map(c => c.textContent.trim()),
  rows: [...t.querySelectorAll('tbody tr')].map(r => [...r.cells].map(c => c.textContent)),
  foot: [...t.querySelectorAll('tfoot tr')].map(r => [...r.cells].map(c => c.textContent)),
  more: t.closest('section')?.querySelector('.more a')?.getAttribute('href') ?? null }))"""


def plain(amount):
    """`12,345.67`: half to even, more decimals where it would read as nothing."""
    if amount is None:
        return "unknown"
    amount = Decimal(amount)
    if amount == 0:
        return "0.00"
    for decimals in range(2, 7):
        rounded = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN, WIDE)
        if rounded != 0:
            break
    return ("−" if rounded < 0 else "") + f"{abs(rounded):,.{decimals}f}"


def shown_as(name):
    """Characters that turn the direction of text could make a name read as another: they are shown, not obeyed."""
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "\ufffd", name)


def query_of(**items):
    return urllib.parse.urlencode(items, quote_via=urllib.parse.quote)


class Figures:
    def __init__(self, billow, lake, server, browser, check):
        self.lake = lambda sql: rows_of(billow, lake, sql)
        self.server, self.browser, self.check = server, browser, check

    def tables(self):
        return self.browser.evaluate(TABLES)

    def same(self, name, shown, expected):
        told = f"{shown!r:.600} for {expected!r:.600}"
        self.check(f"{name}: the page's numbers are the API's", shown == expected, told)

    def api_is_the_lake(self, name, told, sql):
        expected = {tuple(row[:-1]): Decimal(row[-1]) for row in self.lake(sql)}
        holds = told == expected
        self.check(f"{name}: the API's numbers are the lake's", holds, f"{told!r:.600} for {expected!r:.600}")

    # --- One for each page

    def explore(self, name, query, column):
        """Groups of one dimension in one month; `column` is what they are in SQL."""
        answer = self.server.json(f"/api/v1/costs?{query}&time=month-to-date")
        dimension = answer["meta"]["group_by"][0]
        tables = self.tables()
        for table, total in zip(tables, answer["totals"], strict=True):
            rows = [r for r in answer["rows"] if r["currency"] == total["currency"]]
            shown = [row[2] for row in table["rows"]]
            self.same(f"{name} {total['currency']}", shown, [plain(r["cost"]) for r in rows][:200])
            labels = [(row[0], r["group"][dimension]) for row, r in zip(table["rows"], rows)]
            strange = [pair for pair in labels if pair[1] is not None and pair[0] != shown_as(pair[1])]
            self.check(f"{name}: names as they are", not strange, strange)
            self.same(f"{name}: total", table["foot"][0][2], plain(total["cost"]))
        told = {(r["group"][dimension], r["currency"]): Decimal(r["cost"]) for r in answer["rows"]}
        only = f"AND BillingCurrency = '{HOSTILE_CURRENCY}'" if "currency" in query else ""
        self.api_is_the_lake(name, told, f"""
            SELECT {column}, BillingCurrency, sum(BilledCost) FROM focus
            WHERE BillingPeriodStart = '{LAST_MONTH}-01' {only} GROUP BY ALL""")

    def months(self, name, query):
        """Groups against months: a column for each."""
        answer = self.server.json(f"/api/v1/costs?{query}")
        dimension = answer["meta"]["group_by"][0]
        for table, total in zip(self.tables(), answer["totals"], strict=True):
            expected = {}
            for row in answer["rows"]:
                if row["currency"] == total["currency"]:
                    expected.setdefault(row["group"][dimension], {})[row["date"]] = row["cost"]
            shown = {tuple(row[1:]) for row in table["rows"]}
            sums = {g: sum(map(Decimal, costs.values())) for g, costs in expected.items()}

            def dash(cost):
                return "–" if cost is None else plain(cost)

            periods = sorted({p for costs in expected.values() for p in costs})
            self.same(f"{name} {total['currency']}", shown, {
                tuple(dash(costs.get(p)) for p in periods) + (plain(sums[g]),) for g, costs in expected.items()})
            self.same(f"{name}: total", table["foot"][0][-1], plain(total["cost"]))

    def days(self, name, query):
        answer = self.server.json(f"/api/v1/costs?{query}")
        for table, total in zip(self.tables(), answer["totals"], strict=True):
            rows = [r for r in answer["rows"] if r["currency"] == total["currency"]]
            shown = [row[-1] for row in table["rows"]]
            self.same(f"{name} {total['currency']}", shown, [plain(r["cost"]) for r in rows])

    def overview(self, name, currency):
        """The month, its days and its largest groups."""
        only = query_of(**{"filter[currency]": currency, "time": "month-to-date"})
        total = self.server.json(f"/api/v1/costs?{only}")["totals"][0]["cost"]
        value = self.browser.evaluate("document.querySelector('.figure .value').textContent")
        self.same(f"{name}: the month", value, f"{plain(total)} {currency}")
        self.api_is_the_lake(name, {(currency,): Decimal(total)}, f"""
            SELECT BillingCurrency, sum(BilledCost) FROM focus WHERE BillingPeriodStart = '{LAST_MONTH}-01'
            AND BillingCurrency = '{currency}' GROUP BY ALL""")
        tables = self.tables()
        days = self.server.json(f"/api/v1/costs?{only}&resolution=daily")["rows"]
        costs = {int(row["date"][8:]): row["cost"] for row in days if row["date"]}
        by_day = next(t for t in tables if t["head"] == ["Day", currency])
        self.same(f"{name}: days", [row[1] for row in by_day["rows"]],
                  [plain(costs.get(day, "0")) for day in range(1, len(by_day["rows"]) + 1)])
        broken_down = [t for t in tables if t["more"]]
        self.check(f"{name}: broken down", len(broken_down) >= 2, [t["card"] for t in tables])
        for table in broken_down:
            more = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(table["more"]).query))
            shown = len(table["rows"])
            isRest = table["rows"] and table["rows"][-1][0].startswith("Others")
            limit = shown - 1 if isRest else max(1, shown)
            answer = self.server.json("/api/v1/costs?" + query_of(**more, limit=limit))
            self.same(f"{name}: {table['card']}", [row[2] for row in table["rows"]],
                      [plain(r["cost"]) for r in answer["rows"]])

    def tags(self, name):
        answer = self.server.json("/api/v1/tags?time=month-to-date")["tags"]
        shown = [
            [t["card"].split()[0], row[0], row[1], row[3], row[4], row[5]] for t in self.tables() for row in t["rows"]]
        self.same(name, shown, [
            [t["currency"], shown_as(t["key"]), str(t["values"]), f"{t['percent']} %", plain(t["tagged"]),
             plain(t["untagged"])] for t in answer])
        self.check(f"{name}: hostile keys as they are", set(map(shown_as, HOSTILE)) <= {row[1] for row in shown}, shown)
        self.api_is_the_lake(name, {(t["key"], t["currency"]): Decimal(t["tagged"]) for t in answer}, f"""
            SELECT key, BillingCurrency, sum(BilledCost) FROM
            (SELECT unnest(map_keys(Tags)) AS key, * FROM focus WHERE BillingPeriodStart = '{LAST_MONTH}-01')
            GROUP BY ALL""")

    def deliveries(self, name):
        runs = self.server.json("/api/v1/runs?page_size=1000")["runs"]
        runs = [r for r in runs if r["state"] in ("landed", "superseded")]
        table = next(t for t in self.tables() if t["card"] == "Landed deliveries")

        def billed(run):
            return ", ".join(f"{plain(t['billed'])} {c}" for c, t in sorted(run["totals"].items()))

        self.same(name, [[row[0], row[1], row[5], row[6]] for row in table["rows"]],
                  [[r["period"], r["source"], str(r["rows"]), billed(r)] for r in runs][:len(table["rows"])])
        self.check(f"{name}: rows", len(table["rows"]) == min(len(runs), 60), (len(table["rows"]), len(runs)))
        told = {(r["source"], r["run"]): Decimal(r["rows"]) for r in runs if r["state"] == "landed"}
        # Raw, since of two exports that are one bill focus has a share of each.
        self.api_is_the_lake(name, told, " UNION ALL ".join(
            f"""SELECT '{source}', x_run, count(*) FROM raw."{source}" GROUP BY ALL"""
            for source in sorted({source for source, _ in told})))

    def explain(self, name, query):
        answer = self.server.json(f"/api/v1/explain?{query}")["totals"]
        shown = self.browser.evaluate("""[...document.querySelectorAll('.figure')].map(f => [
            f.querySelector('.value').textContent, f.querySelector('.label').textContent,
            f.querySelector('.note code').textContent])""")
        self.same(name, shown, [
            [f"{plain(t['billed'])} {c}", f"Billed, {t['rows']} charges", t["billed"]]
            for c, t in sorted(answer.items())])
        self.api_is_the_lake(name, {(c,): Decimal(t["billed"]) for c, t in answer.items()}, f"""
            SELECT BillingCurrency, sum(BilledCost) FROM daily WHERE UsageDate = '{LAST_MONTH}-31' GROUP BY ALL""")

    def other(self, name, target):
        """A page without a rule of its own: each amount in its tables is one of the API's at the same address."""
        numbers = set()

        def collect(value):
            if isinstance(value, dict):
                value = list(value.values())
            if isinstance(value, list):
                for item in value:
                    collect(item)
            elif isinstance(value, str) and re.fullmatch(r"-?\d+\.\d+", value):
                numbers.add(plain(value))
            elif isinstance(value, int):
                numbers.add(str(value))

        collect(self.server.json("/api/v1" + target))
        shown = self.browser.evaluate(
            "[...document.querySelectorAll('main td.n')].map(c => c.textContent.trim().replace(/^\\+/, ''))")
        amounts = {part for cell in shown for part in cell.split(" → ") if part and part[-1].isdigit()}
        strange = sorted(amounts - numbers)
        self.check(f"{name}: each number is the API's", not strange, strange[:20])

    # --- Which pages, and what is asked of each

    def pages(self):
        hostile = query_of(group_by=f"tag:{HOSTILE[0]}", **{"filter[currency]": HOSTILE_CURRENCY})
        last = query_of(**{"from": f"{LAST_MONTH}-31", "to": f"{LAST_MONTH}-31"})
        spread = query_of(group_by="region", resolution="monthly", **{"from": MONTH, "to": LAST_MONTH})
        own = query_of(currency=HOSTILE_CURRENCY)
        months = self.server.json(f"/api/v1/generations?period={LAST_MONTH}")["generations"]
        changed = next(m for m in months if m["generation"] == 2)
        diff = query_of(**{part: changed[part] for part in ["source", "export", "period"]})
        quoted = HOSTILE[0].replace("'", "''")
        return [
            ("overview", "/?currency=USD", lambda n: self.overview(n, "USD")),
            ("overview-hostile", f"/?{own}", lambda n: self.overview(n, HOSTILE_CURRENCY)),
            ("explore", "/explore?group_by=service", lambda n: self.explore(n, "group_by=service", "ServiceName")),
            ("explore-team", "/explore?group_by=tag%3Ateam",
             lambda n: self.explore(n, "group_by=tag:team", "Tags['team']")),
            ("explore-hostile", f"/explore?{hostile}", lambda n: self.explore(n, hostile, f"Tags['{quoted}']")),
            ("explore-months", f"/explore?{spread}", lambda n: self.months(n, spread)),
            ("explore-days", "/explore?resolution=daily&time=month-to-date",
             lambda n: self.days(n, "resolution=daily&time=month-to-date")),
            ("tags", "/tags", self.tags),
            ("commitments", "/commitments?time=all", lambda n: self.other(n, "/commitments?time=all")),
            ("deliveries", "/deliveries", self.deliveries),
            ("commitments", "/commitments?time=all", lambda n: self.other(n, "/commitments?time=all")),
            ("diff", f"/diff?{diff}", lambda n: self.other(n, f"/diff?{diff}")),
            ("explain", f"/explain?{last}", lambda n: self.explain(n, last)),
        ]
