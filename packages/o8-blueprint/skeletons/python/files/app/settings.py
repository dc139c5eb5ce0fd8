# o8:file !job|database|nats|kafka
"""The settings: what the platform gives, read and checked once, at the start."""

from collections.abc import Mapping
# o8:if database
from dataclasses import dataclass, field
# o8:else
from dataclasses import dataclass
# o8:end

from app.environment import Environment
# o8:if !job|database|publishes

# o8:end
# o8:if !job
STARTUP_PATH = "/livez"  # o8:value startupPath
LIVENESS_PATH = "/livez"  # o8:value livenessPath
READINESS_PATH = "/readyz"  # o8:value readinessPath
METRICS_PATH = "/metrics"  # o8:value metricsPath
# o8:end
# o8:if !job+metrics-port
METRICS_PORT = 9464  # o8:value metricsPort
# o8:end
# o8:if database
POOL_SIZE = 5  # o8:value poolSize
# o8:end
# o8:if publishes
PUBLISHED_EVENT = "VISITS"  # o8:value publishedEvent
# o8:end


# o8:if database
@dataclass(frozen=True)
class DatabaseSettings:
    """How PostgreSQL is reached."""

    host: str
    port: int
    name: str
    user: str
    password: str = field(repr=False)
    ssl_mode: str
    ssl_root_certificate: str | None
    options: str


# o8:end
# o8:if nats
@dataclass(frozen=True)
class BusSettings:
    """How NATS is reached, and the streams that the platform made for this module."""

    url: str
    credentials: str | None
    # o8:if publishes
    stream: str
    subject: str
    # o8:end
    # o8:if consumes
    consumer: str
    consumed_streams: Mapping[str, str]
    # o8:end


# o8:end
# o8:if kafka
@dataclass(frozen=True)
class KafkaCertificates:
    """Files with the certificates of Kafka and of this module."""

    ca: str
    certificate: str
    key: str


@dataclass(frozen=True)
class BusSettings:
    """How Kafka is reached, and the topics that the platform made for this module."""

    servers: str
    certificates: KafkaCertificates | None
    # o8:if publishes
    topic: str
    # o8:end
    # o8:if consumes
    group: str
    consumed_topics: Mapping[str, str]
    # o8:end


# o8:end
@dataclass(frozen=True)
class Settings:
    """All that this module is told by the platform."""

    # o8:if !job
    port: int
    # o8:end
    # o8:if database
    database: DatabaseSettings
    # o8:end
    # o8:if nats|kafka
    bus: BusSettings
    # o8:end


def read_settings(variables: Mapping[str, str]) -> Settings:
    """Reads all settings; raises SettingsError, which names all that is wrong."""
    environment = Environment(variables)
    settings = Settings(
        # o8:if !job
        port=environment.port("PORT"),
        # o8:end
        # o8:if database
        database=_read_database(environment),
        # o8:end
        # o8:if nats|kafka
        bus=_read_bus(environment),
        # o8:end
    )
    environment.check()
    return settings
# o8:if database


def read_database_settings(variables: Mapping[str, str]) -> DatabaseSettings:
    """Reads what migrations need; raises SettingsError, which names all that is wrong."""
    environment = Environment(variables)
    settings = _read_database(environment)
    environment.check()
    return settings


def _read_database(environment: Environment) -> DatabaseSettings:
    ssl_mode = environment.one_of("PGSSLMODE", ("require", "verify-full", "disable"))
    return DatabaseSettings(
        host=environment.text("PGHOST"),
        port=environment.port("PGPORT"),
        name=environment.text("PGDATABASE"),
        user=environment.text("PGUSER"),
        password=environment.text("PGPASSWORD"),
        ssl_mode=ssl_mode,
        ssl_root_certificate=(
            environment.file("PGSSLROOTCERT") if ssl_mode == "verify-full" else None
        ),
        options=environment.optional("PGOPTIONS") or "",
    )
# o8:end
# o8:if nats


def _read_bus(environment: Environment) -> BusSettings:
    return BusSettings(
        url=environment.text("NATS_URL"),
        credentials=(
            environment.file("NATS_CREDS") if environment.optional("NATS_CREDS") else None
        ),
        # o8:if publishes
        stream=environment.text(f"NATS_STREAM_{PUBLISHED_EVENT}"),
        subject=_to_subject(environment.text(f"NATS_SUBJECTS_{PUBLISHED_EVENT}")),
        # o8:end
        # o8:if consumes
        consumer=environment.text("NATS_CONSUMER"),
        consumed_streams=environment.by_prefix("NATS_CONSUMED_STREAM_"),
        # o8:end
    )
# o8:end
# o8:if nats+publishes


def _to_subject(patterns: str) -> str:
    """Returns a subject that the first of the patterns matches."""
    tokens = patterns.split(",")[0].strip().split(".")
    return ".".join("visited" if token in ("*", ">") else token for token in tokens)
# o8:end
# o8:if kafka


def _read_bus(environment: Environment) -> BusSettings:
    return BusSettings(
        servers=environment.text("KAFKA_BOOTSTRAP_SERVERS"),
        certificates=_read_certificates(environment),
        # o8:if publishes
        topic=environment.text(f"KAFKA_TOPIC_{PUBLISHED_EVENT}"),
        # o8:end
        # o8:if consumes
        group=environment.text("KAFKA_GROUP_ID"),
        consumed_topics=environment.by_prefix("KAFKA_CONSUMED_TOPIC_"),
        # o8:end
    )


def _read_certificates(environment: Environment) -> KafkaCertificates | None:
    """Reads them if one variable of them is there: some without the others are a mistake."""
    protocol = "KAFKA_SECURITY_PROTOCOL"
    ca = "KAFKA_SSL_CA_LOCATION"
    certificate = "KAFKA_SSL_CERTIFICATE_LOCATION"
    key = "KAFKA_SSL_KEY_LOCATION"
    if not any(environment.optional(name) for name in (protocol, ca, certificate, key)):
        return None
    environment.one_of(protocol, ("SSL",))
    return KafkaCertificates(
        ca=environment.file(ca),
        certificate=environment.file(certificate),
        key=environment.file(key),
    )
# o8:end
