"""As much as is allowed lands; one step more is refused with the limit named."""
from deliveries import AzureActual, Oci
from model import Expected, case
from text import csv, zipped


def cell_of(size):
    delivery = AzureActual(costs=None, ending=".csv.gz")
    delivery.add([delivery.row("1.5", ResourceId="a" * size), delivery.row("2.5")], [("1.5", "EUR"), ("2.5", "EUR")])
    return delivery


@case("limits", "P22", "P1")
def a_cell_of_eight_mebibytes(folder):
    return Expected([cell_of(8 << 20).write(folder).lands()])


@case("limits", "P22", "P1")
def a_cell_of_sixteen_mebibytes(folder):
    return Expected([cell_of(16 << 20).write(folder).lands()])


@case("limits", "P22", "P29", "P11")
def a_cell_of_seventeen_mebibytes(folder):
    return Expected([cell_of(17 << 20).write(folder).rejected("16 MiB", "part_0_0001.csv.gz:2")])


@case("limits", "P22", "P29", "P11")
def a_record_of_seventy_mebibytes(folder):
    delivery = AzureActual(costs=None)
    header = [*delivery.header, *(f"c{number}" for number in range(7))]
    delivery.add([delivery.row("1") + ["a" * (10 << 20)] * 7], [], header=header)
    return Expected([delivery.write(folder).rejected("64 MiB", "part_0_0001.csv:2")])


@case("limits", "P22", "P29", "P11")
def a_header_of_two_hundred_thousand_columns(folder):
    delivery = AzureActual(costs=None)
    header = [*delivery.header, *(f"c{number}" for number in range(200_000))]
    delivery.add_bytes(csv(header, [delivery.row("1") + [""] * 200_000]))
    return Expected([delivery.write(folder).rejected("cells", "part_0_0001.csv:1")])


@case("limits", "P22", "P29", "P11")
def one_quoted_cell_that_swallows_the_file(folder):
    delivery = AzureActual(costs=None, ending=".csv.gz")
    text = csv(delivery.header, [delivery.row("1")]) + b'2025-10-05,"' + (b"x,\n" * (6 << 20))
    delivery.add_bytes(zipped(text, 1))
    return Expected([delivery.write(folder).rejected("16 MiB", "part_0_0001.csv.gz:3")])


@case("limits", "P22", "P1", "P5")
def three_hundred_files_that_accumulate(folder):
    """More than one commit takes."""
    deliveries = [Oci(costs=(f"{number}.01",), number=number).write(folder) for number in range(150)]
    return Expected([delivery.lands() for delivery in deliveries])


@case("limits", "P22", "P1")
def fifty_thousand_different_texts(folder):
    """No dictionary pays: values go over to pages of their own."""
    delivery = AzureActual(costs=None, ending=".csv.gz")
    rows = [delivery.row("0.01", ResourceId=f"r-{number * 7919 % 1000003}") for number in range(30_000)]
    delivery.add(rows, [("0.01", "EUR")] * len(rows))
    return Expected([delivery.write(folder).lands()])


@case("limits", "P20", "P1")
def a_thousand_different_currencies(folder):
    delivery = AzureActual(costs=None)
    amounts = [("1.5", f"C{number}") for number in range(1000)]
    delivery.add([delivery.row(cost, currency) for cost, currency in amounts], amounts)
    return Expected([delivery.write(folder).lands()])
