"""Headers: twice the same, alike but for case, missing, far too many."""
from deliveries import AwsFocus, AzureActual, AzureFocus, Cur, Oci
from model import Expected, case
from text import csv


def refused_header(name, reason, header, kind=AzureActual, place=None):
    def build(folder):
        delivery = kind(costs=None, ending=".csv")
        row = delivery.row("1")
        names = header(list(delivery.header))
        delivery.add_bytes(csv(names, [(row + ["x"] * len(names))[:len(names)]]))
        return Expected([delivery.write(folder).rejected(reason, place)])

    case("schema", "P15", "P26", "P11", name=name)(build)


def without(*gone):
    return lambda header: [name for name in header if name not in gone]


def renamed(old, new):
    return lambda header: [new if name == old else name for name in header]


refused_header("a-column-twice", "'Tags' appears twice", lambda header: header + ["Tags"])
refused_header("the-cost-twice", "'CostInBillingCurrency' appears twice", lambda header: header + ["CostInBillingCurrency"])
refused_header("a-focus-column-twice", "'BilledCost' appears twice", lambda header: header + ["BilledCost"], AzureFocus)
refused_header("no-cost", "CostInBillingCurrency", renamed("CostInBillingCurrency", "Kosten"))
refused_header("no-day", "Date", without("Date"))
refused_header("no-currency", "BillingCurrency", without("BillingCurrencyCode"))
refused_header("no-billed-cost", "BilledCost", without("BilledCost"), AzureFocus)
refused_header("no-charge-period", "ChargePeriodStart", without("ChargePeriodStart"), AwsFocus)
refused_header("no-focus-currency", "BillingCurrency", without("BillingCurrency"), AwsFocus)
refused_header("no-unblended-cost", "line_item_unblended_cost", without("lineItem/UnblendedCost"), Cur)
refused_header("no-line-item-type", "line_item_line_item_type", without("lineItem/LineItemType"), Cur)


def both_survive(name, kind, first, second, refusal=None):
    """Two columns whose names are alike: neither may be lost, nor take the other's place."""

    def build(folder):
        delivery = kind(costs=None, ending=".csv")
        header = [*delivery.header, first, second]
        rows = [delivery.row("1.5") + ["one", "two"], delivery.row("2.5") + ["three", "four"]]
        delivery.add(rows, [("1.5", delivery.currency), ("2.5", delivery.currency)], header=header)
        outcome = delivery.write(folder).lands()
        outcome.texts = {("source", first): ["one", "three"], ("source", second): ["two", "four"]}
        if refusal:
            return [Expected([outcome]), Expected([delivery.rejected(refusal)])]
        return Expected([outcome])

    case("schema", "P26", "P28", name=name)(build)


both_survive("case-alone-differs", Cur, "product/ecu", "product/ECU")
both_survive("slash-or-underscore", Cur, "product/memory", "product_memory")
both_survive("tags-that-fall-together", Cur, "resourceTags/user:cost-center", "resourceTags/user:cost_center")
both_survive("blank-or-underscore", AzureFocus, "x_My Column", "x_My_Column")
both_survive("unicode-forms-of-a-name", AzureFocus, "x_Zürich", "x_Zu\u0308rich", "appears twice")
both_survive("names-of-provenance", AzureFocus, "x_file", "x_row")
both_survive("more-names-of-provenance", AzureFocus, "x_billing_period", "x_generation")
both_survive("sixty-four-letters", AzureFocus, "x_" + "a" * 64 + "1", "x_" + "a" * 64 + "2")


@case("schema", "P26", "P20")
def cost_in_two_cases(folder):
    """`BilledCost` and `billedcost` in one file: the first is money, or the file is refused; never the sum of both."""
    delivery = AzureFocus(costs=None)
    header = [*delivery.header, "billedcost"]
    delivery.add([delivery.row("1.5") + ["100"]], [("1.5", "EUR")], header=header)
    delivery.write(folder)
    return [Expected([delivery.lands()]), Expected([delivery.rejected("billedcost")])]


@case("schema", "P26")
def names_without_letters(folder):
    delivery = AzureFocus(costs=None)
    header = [*delivery.header, "", "   ", "\u00a0"]
    delivery.add([delivery.row("1.5") + ["kept"] * 3], [("1.5", "EUR")], header=header)
    return Expected([delivery.write(folder).lands()])


@case("schema", "P22", "P26")
def ten_thousand_columns(folder):
    delivery = AzureFocus(costs=None)
    count = 10_000 - len(delivery.header)
    header = [*delivery.header, *(f"x_c{number}" for number in range(count))]
    delivery.add([delivery.row("1.5") + ["v"] * count], [("1.5", "EUR")], header=header)
    return Expected([delivery.write(folder).lands()])


@case("schema", "P27")
def a_type_that_changes(folder):
    """A number that becomes text in the next month: both months keep what they said."""
    first, second = AzureFocus("2025-01", 1, costs=None), AzureFocus("2025-02", 2, costs=None)
    first.add([first.row("1") + ["5"]], [("1", "EUR")], header=[*first.header, "x_Level"])
    second.add([second.row("2") + ["high"]], [("2", "EUR")], header=[*second.header, "x_Level"])
    return Expected([first.write(folder).lands(), second.write(folder).lands()])


@case("schema", "P9", name="cur-as-zip")
def cur_as_zip(folder):
    """What the manifest says of compression is a hint: the bytes tell."""
    delivery = Cur(costs=("1",))
    delivery.edit = lambda manifest: {**manifest, "compression": "ZIP"}
    return Expected([delivery.write(folder).lands()])


@case("schema", "P9")
def an_unknown_layout(folder):
    """A file whose header nobody knows is named with what was looked for; the export beside it lands."""
    folder.write("gcp/billing.csv", csv(["service.description", "cost", "currency"], [["BigQuery", "1", "EUR"]]))
    delivery = AzureActual(costs=("1.5",)).write(folder)
    return Expected([delivery.lands()], told={"gcp/billing.csv": "not an export"})


@case("schema", "P9")
def nothing_that_is_known(folder):
    folder.write("billing.csv", csv(["service.description", "cost"], [["BigQuery", "1"]]))
    return Expected([], exit_code=66, error="billing.csv")


@case("schema", "P15", "P9")
def oci_file_of_the_old_kind(folder):
    """The older reports tell the same charges again: they are not landed beside the FOCUS ones."""
    header = ["lineItem/referenceNo", "lineItem/tenantId", "cost/myCost", "cost/currencyCode"]
    folder.write("reports/cost-csv/0001.csv", csv(header, [["r", "t", "5", "USD"]]))
    delivery = Oci(costs=("1.5",)).write(folder)
    return Expected([delivery.lands()], told={"reports/cost-csv/0001.csv": "not an export"})
