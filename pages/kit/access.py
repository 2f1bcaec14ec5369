"""What a visitor sees instead of a page, or beside it, because of who is asking."""

from __future__ import annotations

import streamlit as st

from pages.kit import notes, roles
from pages.kit.language import mark, tr
from pages.kit.roles import Decision, Reason
from service import auth, settings

_WHY = {
    Reason.LOGIN: mark("Monitoren kræver login. Log ind med din arbejdskonto."),
    Reason.EXPIRED: mark("Dit login er udløbet eller afsluttet. Log ind igen for at fortsætte."),
    Reason.REVOKED: mark("Din adgang til monitoren er lukket. Kontakt den, der administrerer monitoren."),
    Reason.MISCONFIGURED: mark(
        "Monitoren er ikke sat rigtigt op og viser derfor ingen tal. Administratoren kan se hvorfor i serverens log."
    ),
    Reason.UNCONFIRMED: mark("Login-tjenesten svarer ikke. Indtil den gør, vises kun de offentliggjorte tal."),
}
_MAY_LOG_IN = (Reason.LOGIN, Reason.EXPIRED, Reason.NO_ROLE, Reason.REVOKED)


def explain(title: str, decision: Decision, needs: str) -> None:
    """Say why the page called `title`, which needs the role `needs`, is not shown, and what can be done."""
    st.title(tr(title))
    if decision.role is None:
        st.info(_why(decision.reason), icon=":material/lock:")
    elif decision.reason in (Reason.OPEN, Reason.NOT_LOCAL):
        said = tr("Siden er for rollen {role}, som indlæser og kontrollerer tal.", role=roles.name(needs))
        st.info(said, icon=":material/lock:")
        _how_to_switch_on(decision.reason)
    else:
        said = tr("Siden er for rollen {role}. Din rolle er {own}.", role=roles.name(needs), own=roles.name(decision.role))
        st.info(said, icon=":material/lock:")
        st.write(_why(decision.reason) if decision.reason is Reason.UNCONFIRMED else _ask_for(needs))
    if decision.reason in _MAY_LOG_IN:
        login_buttons("page")


def _why(reason: Reason) -> str:
    if reason is Reason.NO_ROLE:
        claims = ", ".join(sorted(settings.values("MONITOR_VIEWER_VALUES")))
        return tr(
            "Du er logget ind, men har ingen rolle i monitoren. Bed administratoren om en, for eksempel {claims}, og log ind igen.",
            claims=claims,
        )
    return tr(_WHY[reason])


def _ask_for(needs: str) -> str:
    values = ", ".join(sorted(settings.values(f"MONITOR_{needs.upper()}_VALUES")))
    return tr("Den gives i kommunens login-tjeneste med værdien {values}. Log ind igen, når du har fået den.", values=values)


def _how_to_switch_on(reason: Reason) -> None:
    if reason is Reason.NOT_LOCAL:
        notes.warning(
            tr(
                "MONITOR_LOCAL_OFFICER=1 er sat, men gælder kun, når serveren alene svarer på localhost, og siden åbnes på samme "
                "maskine uden en proxy imellem. Det er ikke tilfældet her."
            )
        )
    st.write(tr("**På en enkelt maskine, som kun du bruger:** stop serveren og start den med"))
    st.code("MONITOR_LOCAL_OFFICER=1 make run", language="bash")
    st.write(tr("**På en fælles server:** sæt login op, som docs/operations.md beskriver. Så følger rollen af den, der logger ind."))


def banner(decision: Decision) -> None:
    """What has to be said on every page about how the role came about."""
    if decision.reason is Reason.LOCAL_OFFICER:
        st.warning(
            tr("Enkeltmaskine uden login: du er medarbejder, og interne tal kan åbnes. Brug det kun på en maskine, andre ikke kan nå."),
            icon=":material/lock_open:",
        )
    elif decision.reason is Reason.UNCONFIRMED:
        notes.warning(tr(_WHY[Reason.UNCONFIRMED]))


def login_buttons(place: str) -> None:
    """One button per provider; `place` tells the buttons of one page apart."""
    providers = auth.providers()
    for name in providers:
        label = tr("Log ind") if len(providers) == 1 else tr("Log ind med {provider}", provider=name)
        if st.button(label, key=f"login_{place}_{name}", type="primary" if place == "page" else "secondary"):
            st.login(None if name == "default" else name)


def account(decision: Decision) -> None:
    """Role and log-out for those who are logged in, log-in for those who may look without; nothing without login."""
    if decision.reason in (Reason.OPEN, Reason.LOCAL_OFFICER, Reason.NOT_LOCAL):
        return
    if st.user.get("is_logged_in"):
        st.caption(tr("Logget ind med rollen {role}", role=roles.name(decision.role or roles.ROLES[0])))
        if st.button(tr("Log ud"), key="logout"):
            roles.end_login()
            st.logout()
    else:
        login_buttons("footer")
