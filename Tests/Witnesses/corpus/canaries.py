"""Secrets that must never be seen again: each is unique, so that finding one tells which."""
import hashlib


def canary(name):
    return "canary" + hashlib.sha256(f"billow {name}".encode()).hexdigest()[:26]


# In what the corpus writes.
SAS = canary("shared access signature")
URL_PASSWORD = canary("password in a URL")
SIGV4 = canary("signature of a request")
QUERY_TOKEN = canary("token in a query")
CELL_PASSWORD = canary("password in a cell")
BEARER_CELL = canary("bearer token in a header")
# In what is typed.
ARGUMENT_PASSWORD = canary("password in an argument")
ARGUMENT_SAS = canary("signature in an argument")

_GCP = canary("GCP private key")

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIA" + canary("AWS key id")[6:22].upper(),
    "AWS_SECRET_ACCESS_KEY": canary("AWS secret key"),
    "AWS_SESSION_TOKEN": canary("AWS session token"),
    "AZURE_STORAGE_KEY": canary("Azure storage key"),
    "AZURE_STORAGE_CONNECTION_STRING": f"AccountName=a;AccountKey={canary('Azure connection')};EndpointSuffix=x",
    "AZURE_STORAGE_SAS_TOKEN": f"sv=2024&sig={canary('Azure SAS')}",
    "AZURE_CLIENT_SECRET": canary("Azure client secret"),
    "GOOGLE_APPLICATION_CREDENTIALS_JSON": f'{{"type": "service_account", "private_key": "{_GCP}"}}',
    "OCI_CLI_KEY_CONTENT": canary("OCI key"),
    "PGPASSWORD": canary("PostgreSQL password"),
    "DATABASE_URL": f"postgres://billow:{canary('PostgreSQL URI')}@localhost/x?sslmode=require",
    "BILLOW_TOKEN": canary("API token"),
    "HTTPS_PROXY": f"http://proxy:{canary('proxy password')}@localhost:9",
    "AUTHORIZATION": f"Bearer {canary('bearer token')}",
}

ALL = {value: name for name, value in globals().items() if isinstance(value, str) and value.startswith("canary")}


def _inner(text):
    at = text.find("canary")
    return text[at:at + 32] if at >= 0 else text


ALL |= {_inner(value): name for name, value in ENVIRONMENT.items()}


def found(data):
    """Names of the canaries that stand in these bytes."""
    return sorted(name for value, name in ALL.items() if value.encode() in data)
