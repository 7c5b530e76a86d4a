"""Every category registers its cases when it is imported; controls come first."""
from . import controls  # noqa: F401
from . import compression, shape, encoding, values, lines, schema  # noqa: F401
from . import manifests, paths, duplicates, isolation  # noqa: F401
from . import parquets, limits, injection, secrets  # noqa: F401
