"""Names and cells that hold secrets: no refusal may repeat them."""
import canaries
from deliveries import AwsFocus, AzureActual, Cur
from model import Expected, case


def named(name, place, kind=AzureActual):
    """The manifest names a part by a URL with a secret in it, as tools that copy do; the part is not there."""

    def build(folder):
        delivery = kind(costs=("1",))
        if kind is AzureActual:
            delivery.edit = lambda m: {**m, "blobCount": 2, "blobs": [*m["blobs"], {"blobName": place}]}
        elif kind is Cur:
            delivery.edit = lambda m: {**m, "reportKeys": [*m["reportKeys"], place]}
        else:
            delivery.edit = lambda m: {**m, "dataFiles": [*m["dataFiles"], place]}
        return Expected([delivery.write(folder).rejected("is missing", "anifest.json")])

    case("secrets", "P44", "P29", "P11", name=name, shown=True)(build)


named("shared-access-signature", f"https://acct.blob.core.windows.net/c/p.csv?sv=2024&sig={canaries.SAS}&se=2030")
named("user-and-password", f"https://me:{canaries.URL_PASSWORD}@storage.example/p.csv")
named("signed-request", f"s3://bucket/p.csv?X-Amz-Credential=A&X-Amz-Signature={canaries.SIGV4}", AwsFocus)
named("token-in-a-query", f"cur/p.csv?access_token={canaries.QUERY_TOKEN}", Cur)


@case("secrets", "P44", "P29", "P11", shown=True)
def connection_string_in_a_cell(folder):
    """A cell that is refused is shown; what looks like a secret in it is not."""
    delivery = AzureActual(costs=("1", f"postgres://billow:{canaries.CELL_PASSWORD}@db/x"))
    return Expected([delivery.write(folder).rejected("is not a decimal number", "part_0_0001.csv:3")])


@case("secrets", "P44", "P29", "P11", shown=True)
def bearer_token_in_a_header(folder):
    delivery = AzureActual(costs=None)
    name = f"Authorization: Bearer {canaries.BEARER_CELL}"
    delivery.add([delivery.row("1") + ["", ""]], [], header=[*delivery.header, name, name])
    return Expected([delivery.write(folder).rejected("appears twice", "part_0_0001.csv")])


def typed(name, *arguments, error):
    """What is typed may hold a secret, and what is said about it ends up in logs."""
    case("secrets", "P44", name=name, shown=True, arguments=arguments)(
        lambda folder: Expected([], exit_code=66, error=error))


typed("password-in-an-argument", f"https://me:{canaries.ARGUMENT_PASSWORD}@storage.example/exports", error="nothing at")
typed("signature-in-an-argument", f"https://acct.blob.core.windows.net/c?sv=1&sig={canaries.ARGUMENT_SAS}",
      error="nothing at")
