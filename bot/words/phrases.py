"""Fixed words of a question other than KPIs, dimensions and periods."""

from collections.abc import Mapping

from bot.text import Language
from bot.words.names import Names
from bot.words.reading import Mine
from kpi_engine.question import Basis, Compare
from kpi_engine.scope import COMPANY, Scope

SCOPES: Mapping[Scope | Mine, Names] = {
    COMPANY: Names(
        en=("company", "the whole company", "whole company", "company wide", "global", "everyone", "everybody",
            "all", "my company", "our company"),
        fr=("entreprise", "toute l'entreprise", "l'entreprise entière", "société", "global", "globale", "tous",
            "toutes", "tout le monde", "mon entreprise", "notre entreprise", "ma société", "notre société"),
    ),
    Mine.TEAM: Names(
        en=("my team", "my team's", "my sales team"),
        fr=("mon équipe", "mon équipe commerciale"),
    ),
    Mine.SELF: Names(
        en=("me", "mine", "my", "my figures", "my numbers", "my own", "myself"),
        fr=("moi", "mes chiffres", "mes résultats", "mon", "ma", "mes", "moi-même"),
    ),
}  # fmt: skip

VERSUS = Names(
    en=("vs", "versus", "vs:", "against", "compared to", "compared with", "compare to", "compare with", "relative to"),
    fr=("vs", "contre", "par rapport à", "par rapport au", "par rapport aux", "comparé à", "comparé au", "comparée à",
        "face à"),
)  # fmt: skip

COMPARED_WITH: Mapping[Compare, Names] = {
    Compare.PREVIOUS: Names(
        en=("previous", "last", "prior", "previous period", "the previous period", "last period", "prior period",
            "the period before"),
        fr=("précédent", "précédente", "période précédente", "la période précédente", "dernière période",
            "la période d'avant"),
    ),
    Compare.YEAR: Names(
        en=("year", "last year", "a year ago", "a year earlier", "one year ago", "previous year", "the previous year",
            "prior year", "year ago", "same period last year", "the same period last year", "same time last year",
            "same month last year", "same quarter last year"),
        fr=("an", "l'an dernier", "l'an passé", "an dernier", "année dernière", "l'année dernière", "l'année passée",
            "année précédente", "l'année précédente", "il y a un an", "n-1", "an-1", "même période l'an dernier",
            "la même période l'an dernier", "même mois l'an dernier", "même trimestre l'an dernier"),
    ),
    Compare.NONE: Names(
        en=("none", "nothing"),
        fr=("rien", "aucun", "aucune"),
    ),
}  # fmt: skip

COMPARED: Mapping[Compare, Names] = {
    Compare.YEAR: Names(en=("YoY", "year on year", "year over year"), fr=("d'une année sur l'autre",)),
    Compare.NONE: Names(
        en=("no comparison", "without comparison"),
        fr=("sans comparaison", "sans comparatif"),
    ),
}

BASES: Mapping[Basis, Names] = {
    Basis.PERIOD: Names(
        en=("basis period", "basis: period", "period basis", "on a period basis"),
        fr=("base période", "base: période", "en base période"),
    ),
    Basis.COHORT: Names(
        en=("basis cohort", "basis: cohort", "cohort basis", "on a cohort basis"),
        fr=("base cohorte", "base: cohorte", "en base cohorte"),
    ),
}

FILLERS = Names(
    en=(
        "the", "a", "in", "of", "on", "for", "over", "during", "and", "or", "is", "was", "are", "were", "did",
        "do", "does", "have", "has", "had", "we", "our", "i", "am i", "may i", "may we", "can i", "you", "s", "what",
        "what is", "whats", "which", "how", "how much", "how many", "many", "how long", "show", "show me", "show us",
        "give", "give me", "tell me", "get me", "send me", "let me see", "let me know", "i want", "can you",
        "could you", "how does it work", "doing", "so far", "list", "menu", "please", "thanks", "thank you", "hi",
        "hello", "hey", "kpi", "kpi:", "kpis", "metrics", "figures", "numbers", "period:",
    ),
    fr=(
        "le", "la", "les", "l", "un", "une", "de", "du", "des", "d", "à", "au", "aux", "en", "dans", "pour",
        "sur", "pendant", "durant", "et", "ou", "était", "sont", "est-ce que", "qu", "que", "ce que", "on",
        "on a", "a-t-on", "y a-t-il", "eu", "nous", "avons", "j'ai", "ai-je", "fait", "faire", "où en est",
        "où en sont", "nb", "notre", "nos", "votre", "vos", "je", "tu", "tu sais", "sais-tu", "vous",
        "quel", "quelle", "quels", "quelles", "quel est", "quelle est", "qu'est-ce que", "c'est quoi", "c'est",
        "c", "quoi", "combien", "combien de", "montre", "montre-moi", "montrez-moi", "donne", "donne-moi",
        "donnez-moi", "dis-moi", "affiche", "affiche-moi", "envoie-moi", "je veux", "je voudrais", "peux-tu",
        "pouvez-vous", "comment ça marche", "me donner", "me dire", "me montrer", "s'il te plaît", "s'il vous plaît",
        "stp", "svp", "merci", "bonjour", "salut", "liste", "indicateurs", "chiffres", "période:", "sur la période",
        "jusqu'ici", "pour l'instant",
    ),
)  # fmt: skip

HELP = frozenset({"help", "aide"})

# Words that ask who or what comes first, as they are met.
RANKING = frozenset({
    "top", "best", "worst", "ranking", "leaderboard", "classement", "palmares", "meilleur", "meilleure", "meilleurs",
    "meilleures", "pire", "pires",
})  # fmt: skip


def comparisons(language: Language) -> tuple[str, ...]:
    """The comparisons that can be had, as we write them."""
    offered = (COMPARED_WITH[compare] for compare in (Compare.PREVIOUS, Compare.YEAR))
    return tuple(f"{VERSUS.written(language)} {names.written(language)}" for names in offered)
