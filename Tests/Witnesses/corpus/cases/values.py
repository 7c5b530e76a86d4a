"""Cells that are no amount, no day: refused with line and column, never guessed."""
from deliveries import AzureActual, AzureFocus, Cur, Oci
from model import Expected, case


def bad_amount(name, text, reason="is not a decimal number"):
    def build(folder):
        delivery = AzureActual(costs=("1", text, "4"))
        delivery.amounts = []
        return Expected([delivery.write(folder).rejected(
            f"in column CostInBillingCurrency {reason}", "part_0_0001.csv:3")])

    case("values", "P20", "P29", "P11", name=name)(build)


for name, text in {
    "nan": "NaN", "infinity": "Infinity", "minus-inf": "-inf", "thousands-separator": "1,234.50",
    "decimal-comma": "1,5", "apostrophes": "1'234", "euro-sign": "€5", "dollar-sign": "$5", "unit": "5 USD",
    "parentheses": "(5.00)", "blank-inside": "1 000", "leading-blank": " 1", "trailing-blank": "1 ",
    "two-points": "1.2.3", "point-alone": ".", "no-digit-before": ".5", "no-digit-behind": "5.",
    "sign-alone": "-", "two-signs": "--5", "minus-behind": "5-", "unicode-minus": "\u22125",
    "arabic-digits": "\u0661\u0662", "full-width-digits": "\uff11\uff12", "hexadecimal": "0x10",
    "exponent-alone": "1e", "underscores": "1_000", "null-as-text": "NULL", "backslash-n": "\\N",
    "excel-error": "#VALUE!", "no-break-space": "1\u00a0000", "percent": "5%",
}.items():
    bad_amount(name, text)

for name, text in {
    "thirty-nine-digits": "1" * 39, "twenty-one-digits": "123456789012345678901", "huge-exponent": "1e400",
    "endless-exponent": "1e99999999999999999999", "large-exponent": "1e20",
}.items():
    bad_amount(name, text, "has more than 20 digits before the point")


def bad_day(name, text):
    def build(folder):
        delivery = AzureActual(costs=None)
        delivery.add([delivery.row("1"), delivery.row("2", Date=text)], [])
        return Expected([delivery.write(folder).rejected("in column Date is not a date", "part_0_0001.csv:3")])

    case("values", "P15", "P29", "P11", name=name)(build)


for name, text in {
    "month-thirteen": "2025-13-05", "february-thirty": "2025-02-30", "no-leap-day": "2025-02-29",
    "day-month-year": "31.10.2025", "no-such-day-in-either-order": "31/13/2025", "month-name": "5 Oct 2025",
    "seconds-since-1970": "1760000000", "year-zero": "0000-10-05", "day-with-time": "2025-10-05T13:00:00Z",
}.items():
    bad_day(name, text)


@case("values", "P15", "P27")
def thirty_first_first(folder):
    """A day over 12 tells that all dates with slashes of the delivery begin with the day."""
    delivery = AzureActual(costs=None)
    delivery.add([delivery.row("1", Date="05/10/2025"), delivery.row("2", Date="31/10/2025")],
                 [("1", "EUR"), ("2", "EUR")])
    return Expected([delivery.write(folder).lands()])


@case("values", "P15", "P29", "P11")
def days_in_both_orders(folder):
    delivery = AzureActual(costs=None)
    delivery.add([delivery.row("1", Date="10/31/2025"), delivery.row("2", Date="31/10/2025")], [])
    return Expected([delivery.write(folder).rejected("in column Date is not a date", "part_0_0001.csv:3")])


@case("values", "P15", "P29", "P11")
def hour_twenty_five(folder):
    delivery = Cur(costs=None, ending=".csv")
    delivery.add([delivery.row("1", **{"lineItem/UsageStartDate": "2025-10-05T25:00:00Z"})], [])
    return Expected([delivery.write(folder).rejected("lineItem/UsageStartDate", "daily-1.csv:2")])


@case("values", "P15", "P29", "P11")
def another_time_zone(folder):
    delivery = AzureFocus(costs=None)
    delivery.add([delivery.row("1", ChargePeriodStart="2025-10-05T00:00:00+05:30")], [])
    return Expected([delivery.write(folder).rejected("ChargePeriodStart", "part_0_0001.csv:2")])


@case("values", "P20", "P29", "P11")
def sum_of_more_than_38_digits(folder):
    delivery = AzureActual(costs=("99999999999999999999",) * 3)
    return Expected([delivery.write(folder).rejected("38 digits", "part_0_0001.csv")])


@case("values", "P15", "P29", "P11")
def a_row_without_month(folder):
    delivery = Oci(costs=None, ending=".csv")
    delivery.add([delivery.row("1"), delivery.row("2", BillingPeriodStart="")], [])
    return Expected([delivery.write(folder).rejected("billing period", ".csv:3", period=None)])


@case("values", "P20", "P11")
def bad_amount_in_a_column_that_is_not_added_up(folder):
    delivery = AzureFocus(costs=None)
    delivery.add([delivery.row("1", ListCost="a lot")], [])
    return Expected([delivery.write(folder).rejected("in column ListCost", "part_0_0001.csv:2")])
