"""The fixed words of papers of agreements."""

from __future__ import annotations

from partners.health import Health
from partners.models import Agreement, AgreementParty, State, Step

KINDS = {
    Agreement.Kind.MEMORANDUM: "меморандум",
    Agreement.Kind.AGREEMENT: "угода",
    Agreement.Kind.TREATY: "договір про дружбу",
}
KINDS_GENITIVE = {
    Agreement.Kind.MEMORANDUM: "меморандуму",
    Agreement.Kind.AGREEMENT: "угоди",
    Agreement.Kind.TREATY: "договору про дружбу",
}
STATES = {
    State.BEGUN: "розпочато, підписання не уповноважено",
    State.AUTHORISED: "підписання уповноважено",
    State.PREPARED: "підготовлено до підписання",
    State.ASKED: "запитано згоду міністерства",
    State.CONSENTED: "отримано згоду міністерства",
    State.SIGNED: "підписано",
    State.REGISTERED: "зареєстровано",
    State.IN_FORCE: "набрано чинності",
    State.SUSPENDED: "дію зупинено",
    State.ENDED: "дію припинено",
}
STEPS = {
    Step.AUTHORISED: "підписання уповноважено",
    Step.ASKED: "згоду запитано",
    Step.CONSENTED: "згоду надано",
    Step.REFUSED: "у згоді відмовлено",
    Step.REGISTERED: "зареєстровано",
    Step.IN_FORCE: "набрано чинності",
    Step.SUSPENDED: "дію зупинено",
    Step.RESUMED: "дію поновлено",
    Step.ENDED: "дію припинено",
}
"""The steps that the register names; a draft is no document, and the signature has a column of its own."""
HEALTH = {
    "ended": "дію припинено",
    "suspended": "дію зупинено",
    "country": "відносини з країною призупинено",
    "dormant": "місто не підтримує контактів",
    "consent-late": "строк надання згоди минув",
    "consent-asked": "очікується згода міністерства",
    "consent-due": "потрібна згода міністерства",
    "registration-due": "потрібна реєстрація",
    "preparing": "готується",
    "in-force": "чинна",
}


def health_words(health: Health) -> str:
    """Return a state of an agreement: «відносини з країною призупинено з 02.03.2022»."""
    if health.kind == "silent" and health.since:
        return f"останній відомий контакт: {health.since:%d.%m.%Y}"
    since = f" з {health.since:%d.%m.%Y}" if health.since and health.kind in ("country", "dormant", "suspended") else ""
    return HEALTH[health.kind] + since


def party_words(party: AgreementParty) -> str:
    """Return a party as a paper names it."""
    return party.name_uk if party.city is None else party.city.formal_name
