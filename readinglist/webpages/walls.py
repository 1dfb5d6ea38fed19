"""Walls: what a server shows in the place of a work, to programs, to readers without a subscription, or for an error.

They are told by the title of the page, by the headers of the answer, by its address, and by the scripts that ask a
browser for a proof.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from readinglist.webpages import urls

if TYPE_CHECKING:
    from readinglist.network.wire import Response

# Titles in lower case, without the full stops of their ends; what stands behind the name of a site is off.
_TITLES = (
    # They ask whether somebody is a person.
    r"just a moment|one moment,? please|attention required|making sure you(?: are|'re) not a (?:bot|robot)",
    r"(?:please )?(?:verify|verifying|confirm)(?: that)? you(?: are|'re) (?:a |not a )?(?:human|robot|bot)(?:\..*)?",
    r"are you (?:a )?(?:robot|human|bot)|robot or human|robot check|(?:human|bot) (?:verification|challenge|check)|captcha|validate user",
    r"(?:vercel )?security (?:check|checkpoint|verification)|client challenge|pardon our interruption|ddos-guard|incapsula.*",
    (
        r"(?:robot|bot|captcha) (?:challenge|check|test)(?: screen| page)?|your (?:connection|browser) needs to be verified.*|"
        r"(?:your )?access to this (?:page|site|website|service|content) (?:has been |is )(?:denied|blocked|limited|restricted|temporarily .*)"
    ),
    r"checking your browser(?: before accessing.*)?|radware (?:bot manager )?captcha|(?:bot|captcha) (?:protection|manager|page)",
    r"(?:sorry, )?you have been blocked|request (?:rejected|blocked|unsuccessful|denied)|too many requests|unusual traffic.*",
    r"(?:error: )?the request could not be satisfied",
    # They want a browser, cookies, a login, or money.
    (
        r"(?:error - )?(?:please enable )?(?:javascript|js|cookies?)(?: and cookies)?(?: is| are)? ?"
        r"(?:required|disabled|absent|not (?:available|enabled|supported)|turned off|off|must be enabled)"
    ),
    r"(?:please )?enable (?:javascript|js|cookies?)(?: and .*| to continue)?|(?:unsupported|outdated) browser|browser not supported",
    r"before you continue(?: to (?:google|youtube|yahoo).*)?|cookie (?:consent|wall|settings)|consent (?:required|form)|privacy settings",
    (
        r"subscribe(?: (?:to|now to|and|for)(?: \S+){0,4} (?:read|continue reading|access|keep reading)| to (?:read|continue)(?: \S+){0,3})?|"
        r"subscription required|subscribers only|(?:this (?:content|article) is )?for subscribers(?: only)?|register to (?:read|continue)(?: reading)?"
    ),
    r"(?:please )?(?:log|sign)[ -]?in(?: (?:or sign up|to (?:your account|continue|view|facebook|instagram|\S+))(?: .{0,30})?| required| page)?",
    r"(?:user |institutional |member )?login(?: page| required)?|captive portal|(?:\S+ ){0,2}(?:wi-?fi|hotspot|guest network) (?:login|log in|sign in|access)",
    r"(?:network )?authentication required|single sign-?on|openathens.*|shibboleth.*|einloggen|anmelden|anmeldung",
    # They report an error.
    r"access (?:to this page )?(?:has been |is )?(?:denied|blocked)|(?:\d{3} )?(?:forbidden|unauthori[sz]ed|bad request|bad gateway|gateway time-?out)",
    r"(?:http )?(?:status )?(?:error )?[45]\d\d(?:\W+(?:error|not found|page not found|that's an error|file not found|forbidden|.*unavailable))?[)\d!]*",
    r"error [45]\d\d \(.*|(?:\d{3} )?(?:service|site|page)? ?(?:temporarily )?(?:unavailable|down for maintenance)|(?:site|scheduled) maintenance|under construction",
    (
        r"(?:\d{3}\W*)?(?:sorry\W+|oops\W+)?(?:the |this |that )?(?:page|file|article|document|resource|content|site|url)?(?: you (?:requested|are looking for))? ?"
        r"(?:was |is |could |cannot be |can't be |isn't |has been |not be )*(?:not )?(?:found|available|removed|missing)(?<!\Afound)(?<!\Aavailable)(?<!\Amissing)(?<!\Aremoved)"
    ),
    r"(?:oops|whoops|sorry|we're sorry)\b.*(?:can't|cannot|could not|couldn't|not) (?:be )?(?:find|found)\b.*|something went wrong|(?:internal )?server error|page error",
    (
        r"(?:cookie|cookies|javascript) (?:settings |support )?required|you are being redirected|"
        r"loading|redirecting|redirect|object moved|moved permanently|account suspended|(?:this )?domain (?:is )?for sale|index of /.*"
    ),
    # The same in other languages.
    r"(?:seite|datei|artikel) (?:wurde )?nicht gefunden|zugriff verweigert|einen moment(?:,? bitte)?|page (?:introuvable|non trouvée)|accès refusé",
    r"página no encontrada|acceso denegado|un momento|pagina non trovata|página não encontrada|pagina niet gevonden|sidan hittades inte",
    r"siden ble ikke funnet|страница не найдена|页面(?:不存在|未找到)|ページが見つかりません|.*\b(?:kein|nicht ein|ningún|pas un) (?:bot|robot)\b.*",
)
# Titles that works may have too; a page with a date or an abstract is none of these.
_PERHAPS = (
    (
        r"subscribe to .{1,40}|(?:an )?error(?: occurred)?|we value your privacy|your privacy(?: choices)?|cookies?|privacy(?: policy)?|"
        r"welcome(?: back)?|thank you|blocked|denied|restricted|registration|register|account|my account|member area|paywall|"
        r"search results?|home page|start(?: page)?|site map|coming soon|offline|access|consent|continue to .{1,40}"
    ),
)
_BEHIND = re.compile(r"\s+[|·–—-]\s+.*|\s*[|｜].*")
_BEFORE = re.compile(r"\A[^|·–—-]{1,40}\s+[|·–—-]\s+")
# Headers by which such a page says what it is.
_HEADERS = {
    "cf-mitigated": "challenge", "x-vercel-mitigated": "challenge", "x-amzn-waf-action": "", "x-datadome": "protected",
}  # fmt: skip
_ADDRESSES = re.compile(
    r"cookies?_not_supported|/cookieabsent|cookies?[-_]?(?:required|disabled|wall)|[?&/]captcha\b|/(?:ssologin|idp/profile|saml2?|wayf|adfs)/|"
    r"/(?:users?/)?(?:login|signin|sign-in|log-in)(?:[/?.]|\Z)|consent\.(?:google|youtube|yahoo)\.|validate\.perfdrive\.com",
    re.IGNORECASE,
)
# What the scripts of such pages are called: Anubis, Cloudflare, DataDome, PerimeterX, Imperva, Vercel, AWS.
_SCRIPTS = re.compile(
    r"id=[\"']?anubis_challenge|/cdn-cgi/challenge-platform/.{0,200}orchestrate|captcha-delivery\.com|px-captcha|_Incapsula_Resource|"
    r"\.well-known/vercel/security|awswaf\.com/.{0,200}challenge\.js|window\._cf_chl_opt",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 120  # characters of such a title; a guess
_SMALL = 30_000  # characters; pages with a work in them are longer, and may have such a script beside it. A guess


def is_wall(title: str, *, is_bare: bool = False) -> bool:
    """Whether a title is of a page shown instead of the work.

    `Just a moment...`, `404 Not Found`, `Page not found – Example News`; but not `Access Denied: A History`. Of a page that
    `is_bare`, with neither date nor abstract, it may also be `Error` or `Subscribe to Example News`.
    """
    low = title.strip().casefold().replace("’", "'")
    shown = {part.strip(" .…!?*") for part in (low, _BEHIND.sub("", low), _BEFORE.sub("", low))}
    patterns = (*_TITLES, *_PERHAPS) if is_bare else _TITLES
    return any(re.fullmatch(pattern, part) for pattern in patterns for part in shown if len(part) < _LONGEST)


def signs(answer: Response, source: str) -> str:
    """Return the sentence for an answer that is a test for browsers, by its headers and scripts; empty for others."""
    headers = answer.headers
    is_test = any(name in headers and value in headers[name].lower() for name, value in _HEADERS.items())
    is_test = is_test or (len(source) < _SMALL and bool(_SCRIPTS.search(source)))
    return "it shows a test for browsers instead of the work" if is_test else ""


def in_place_of(title: str, url: str, asked: str, *, is_signed: bool, is_bare: bool = False) -> str:
    """Return a sentence on what a page shows instead of the work; empty for a work.

    `url` is where the answer came from, `asked` what was asked for. A work that `is_signed` has authors, which no such
    page has; one that `is_bare` has neither date nor abstract.
    """
    if is_signed:
        return ""
    if is_wall(title, is_bare=is_bare and not urls.is_home(asked)):
        return f"it shows “{title}” instead of the work"
    if _ADDRESSES.search(url) and not _ADDRESSES.search(asked):
        return "it leads to a page for cookies or logins instead of the work"
    name = urls.host(asked)
    if name and not urls.same_site(asked, url) and name in unquote(urlsplit(url).query):
        return f"{urls.host(url)} shows a page of its own instead of the work"
    return ""
