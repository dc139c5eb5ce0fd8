# o8:file !job|database|nats|kafka
"""Settings are read from the environment, and all that is wrong is told at once."""

# o8:if database|nats
from pathlib import Path

# o8:end
import pytest

from app.environment import SettingsError
# o8:if publishes
from app.settings import PUBLISHED_EVENT, read_settings
# o8:else
from app.settings import read_settings
# o8:end

VARIABLES = {
    # o8:if !job
    "PORT": "8080",
    # o8:end
    # o8:if database
    "PGHOST": "localhost",
    "PGPORT": "5432",
    "PGDATABASE": "shop",
    "PGUSER": "shop",
    "PGPASSWORD": "s3cret",
    "PGSSLMODE": "require",
    "PGOPTIONS": "-c search_path=shop",
    # o8:end
    # o8:if nats
    "NATS_URL": "nats://localhost:4222",
    # o8:end
    # o8:if nats+publishes
    f"NATS_STREAM_{PUBLISHED_EVENT}": "visits",
    f"NATS_SUBJECTS_{PUBLISHED_EVENT}": "shop.visits.>,shop.other",
    # o8:end
    # o8:if nats+consumes
    "NATS_CONSUMER": "o8-module",
    "NATS_CONSUMED_STREAM_SHOP__ORDERS": "orders",
    # o8:end
    # o8:if kafka
    "KAFKA_BOOTSTRAP_SERVERS": "localhost:9092",
    # o8:end
    # o8:if kafka+publishes
    f"KAFKA_TOPIC_{PUBLISHED_EVENT}": "visits",
    # o8:end
    # o8:if kafka+consumes
    "KAFKA_GROUP_ID": "o8-module",
    "KAFKA_CONSUMED_TOPIC_SHOP__ORDERS": "orders",
    # o8:end
}


def problems_of(changes: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        read_settings(VARIABLES | changes)
    return raised.value.problems


def test_everything_that_is_missing_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings({})

    assert len(raised.value.problems) >= len(VARIABLES) - 1
    # o8:if !job
    assert "PORT is missing" in raised.value.problems
    # o8:end
# o8:if !job


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8080x", "\u0663"])
def test_a_port_is_a_number_of_a_port(port: str) -> None:
    assert read_settings(VARIABLES).port == 8080
    assert problems_of({"PORT": port}) == ["PORT is not a port"]
# o8:end
# o8:if database


def test_the_password_is_in_no_text_of_the_settings() -> None:
    settings = read_settings(VARIABLES)

    assert settings.database.password == "s3cret"
    assert "s3cret" not in repr(settings)


def test_verify_full_needs_a_certificate(tmp_path: Path) -> None:
    assert problems_of({"PGSSLMODE": "verify-full"}) == ["PGSSLROOTCERT is missing"]
    assert problems_of({"PGSSLMODE": "verify-full", "PGSSLROOTCERT": "/nowhere"}) == [
        "PGSSLROOTCERT names no file"
    ]
    assert problems_of({"PGSSLMODE": "prefer"}) == [
        "PGSSLMODE is none of require, verify-full, disable"
    ]

    certificate = tmp_path / "ca.crt"
    certificate.touch()
    variables = {"PGSSLMODE": "verify-full", "PGSSLROOTCERT": str(certificate)}
    assert read_settings(VARIABLES | variables).database.ssl_root_certificate == str(certificate)
# o8:end
# o8:if nats


def test_credentials_are_optional_but_must_be_there_if_named(tmp_path: Path) -> None:
    assert read_settings(VARIABLES).bus.credentials is None
    assert problems_of({"NATS_CREDS": str(tmp_path / "none")}) == ["NATS_CREDS names no file"]
# o8:end
# o8:if nats+publishes


@pytest.mark.parametrize(
    ("patterns", "subject"),
    [
        ("shop.visits.>,shop.other", "shop.visits.visited"),
        ("shop.*.made", "shop.visited.made"),
        ("shop.visits", "shop.visits"),
    ],
)
def test_the_subject_is_one_of_the_first_pattern(patterns: str, subject: str) -> None:
    settings = read_settings(VARIABLES | {f"NATS_SUBJECTS_{PUBLISHED_EVENT}": patterns})

    assert settings.bus.subject == subject
# o8:end
# o8:if nats+consumes


def test_consumed_streams_are_found_by_their_prefix() -> None:
    settings = read_settings(VARIABLES | {"NATS_CONSUMED_STREAM_CRM__NEWS": "news"})

    assert settings.bus.consumed_streams == {"SHOP__ORDERS": "orders", "CRM__NEWS": "news"}
# o8:end
# o8:if kafka


def test_certificates_are_given_all_or_not_at_all() -> None:
    assert read_settings(VARIABLES).bus.certificates is None
    assert problems_of({"KAFKA_SECURITY_PROTOCOL": "SASL_SSL"}) == [
        "KAFKA_SECURITY_PROTOCOL is none of SSL",
        "KAFKA_SSL_CA_LOCATION is missing",
        "KAFKA_SSL_CERTIFICATE_LOCATION is missing",
        "KAFKA_SSL_KEY_LOCATION is missing",
    ]
# o8:end
# o8:if kafka+consumes


def test_consumed_topics_are_found_by_their_prefix() -> None:
    settings = read_settings(VARIABLES | {"KAFKA_CONSUMED_TOPIC_CRM__NEWS": "news"})

    assert settings.bus.consumed_topics == {"SHOP__ORDERS": "orders", "CRM__NEWS": "news"}
# o8:end
