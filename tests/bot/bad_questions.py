"""Questions that cannot be answered as they stand, and the whole sentence that says so, in both languages.

Asked of the sample company, of which Camille Roy is a rep in the team Nord.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Who(Enum):
    """Who asks."""

    ADMIN = auto()  # in no team
    MANAGER = auto()  # of two teams
    REP = auto()


@dataclass(frozen=True)
class Bad:
    """A question, and what is said of it. With a `reason`, a card says it and JSON names the reason."""

    english: str
    french: str
    said: str
    dit: str
    who: Who = Who.ADMIN
    reason: str | None = None


BAD_QUESTIONS = (
    Bad(
        "conversion by product",
        "conversion par produit",
        "“Conversion rate” can be neither broken down nor filtered by product; it can be by source, campaign, segment, region, team and rep.",
        "« Taux de conversion » ne se détaille et ne se filtre pas par produit ; c’est possible par source, campagne, segment, région, équipe et commercial.",
    ),
    Bad(
        "revenue by source last quarter",
        "CA par source trimestre dernier",
        "“Revenue” can be neither broken down nor filtered by source; it can be by segment, region, team, rep and product.",
        "« Chiffre d’affaires » ne se détaille et ne se filtre pas par source ; c’est possible par segment, région, équipe, commercial et produit.",
    ),
    Bad(
        "leads currency:USD",
        "leads devise:USD",
        "“Leads” can be neither broken down nor filtered by currency; it can be by source, campaign, segment, region, team and rep.",
        "« Leads » ne se détaille et ne se filtre pas par devise ; c’est possible par source, campagne, segment, région, équipe et commercial.",
    ),
    Bad(
        "leads basis period",
        "leads base période",
        "“Leads” has one basis only: leave “basis period” out.",
        "« Leads » n’a qu’une seule base : retirez « base période ».",
    ),
    Bad(
        "leads by colour",
        "leads par couleur",
        "There is no breakdown by “colour”. It can be broken down by source, campaign, segment, region, team and rep.",
        "Il n’y a pas de ventilation par « couleur ». Ventilations possibles : source, campagne, segment, région, équipe et commercial.",
    ),
    Bad(
        "leads team:Nrod",
        "leads équipe:Nrod",
        "In the data there is no team called “Nrod”. There are: Nord, Sud, Ouest, London, Manchester and Bruxelles.",
        "Les données ne connaissent pas « Nrod » (équipe). Elles connaissent : Nord, Sud, Ouest, London, Manchester et Bruxelles.",
    ),
    Bad(
        "leads source:webb",
        "leads source:webb",
        "In the data there is no source called “webb”. There are: Website, Paid search, Trade show, Newsletter, Webinar, Referral, Outbound and Partner.",
        "Les données ne connaissent pas « webb » (source). Elles connaissent : Website, Paid search, Trade show, Newsletter, Webinar, Referral, Outbound et Partner.",
    ),
    Bad(
        "leads rep:Camile",
        "leads commercial:Camile",
        "In the data there is no rep called “Camile”.",
        "Les données ne connaissent pas « Camile » (commercial).",
        Who.REP,
    ),
    Bad(
        "leads region:Sud",
        "leads région:Sud",
        "In the data there is no region called “Sud”. There are: France, UK & Ireland and Benelux.",
        "Les données ne connaissent pas « Sud » (région). Elles connaissent : France, UK & Ireland et Benelux.",
    ),
    Bad(
        "retention 2019",
        "rétention 2019",
        "The data on customers begins on 1 Oct 2020, after 2019. Try a later period.",
        "Les données (clients) commencent le 1er oct. 2020, après la période demandée (2019). Essayez une période plus récente.",
        reason="before_facts",
    ),
    Bad(
        "leads Q1 1999",
        "leads T1 1999",
        "The data on leads begins on 2 Oct 2023, after Q1 1999. Try a later period.",
        "Les données (leads) commencent le 2 oct. 2023, après la période demandée (T1 1999). Essayez une période plus récente.",
        reason="before_facts",
    ),
    Bad(
        "leads 2027",
        "leads 2027",
        "The data stops at 20 Nov 2026, before 2027. Try an earlier period, or ask for a fresh import.",
        "Les données s’arrêtent au 20 nov. 2026, avant la période demandée (2027). Essayez une période plus ancienne ou demandez un nouvel import.",
        reason="after_facts",
    ),
    Bad(
        "conversion 15 November 2026 source:Newsletter team:Bruxelles",
        "conversion 15 novembre 2026 source:Newsletter équipe:Bruxelles",
        "15 Nov 2026: no leads, so nothing to compute from. That is not a zero, it is an unknown. Try a longer period or fewer filters.",
        "15 nov. 2026 : aucune donnée (leads), donc rien à calculer. Ce n’est pas un zéro, c’est une inconnue. Essayez une période plus longue ou moins de filtres.",
        reason="empty_denominator",
    ),
    Bad(
        "deal-size 15 November 2026",
        "panier moyen 15 novembre 2026",
        "15 Nov 2026: no opportunities, so nothing to compute from. That is not a zero, it is an unknown. Try a longer period or fewer filters.",
        "15 nov. 2026 : aucune donnée (opportunités), donc rien à calculer. Ce n’est pas un zéro, c’est une inconnue. Essayez une période plus longue ou moins de filtres.",
        reason="no_rows",
    ),
    Bad(
        "leads 3024",
        "leads 3024",
        "“3024” is in no calendar: check the day, the month, and that the year lies between 1900 and 2199.",
        "« 3024 » n’est dans aucun calendrier : vérifiez le jour, le mois, et que l’année est comprise entre 1900 et 2199.",
    ),
    Bad(
        "leads 31 February",
        "leads 31 février",
        "“31 February” is in no calendar: check the day, the month, and that the year lies between 1900 and 2199.",
        "« 31 février » n’est dans aucun calendrier : vérifiez le jour, le mois, et que l’année est comprise entre 1900 et 2199.",
    ),
    Bad(
        "leads 2026-13",
        "leads 2026-13",
        "“2026-13” is in no calendar: check the day, the month, and that the year lies between 1900 and 2199.",
        "« 2026-13 » n’est dans aucun calendrier : vérifiez le jour, le mois, et que l’année est comprise entre 1900 et 2199.",
    ),
    Bad(
        "leads from 14 to 3 March 2026",
        "leads du 14 au 3 mars 2026",
        "“from 14 to 3 March 2026” ends before it starts.",
        "« du 14 au 3 mars 2026 » finit avant de commencer.",
    ),
    Bad(
        "leads last 100000 days",
        "leads 100000 derniers jours",
        "The number in “last 100000 days” is too large: no calendar goes that far back.",
        "Le nombre dans « 100000 derniers jours » est trop grand : aucun calendrier ne remonte si loin.",
    ),
    Bad(
        "leads tomorrow",
        "leads demain",
        "“tomorrow” is still to come: I know the past only.",
        "« demain » est encore à venir : je ne connais que le passé.",
    ),
    Bad("leads " + "x " * 250, "leads " + "x " * 250, "I do not know “x”.", "Je ne connais pas « x »."),
    Bad(
        "blah " * 125,
        "blah " * 125,
        "That is more than I can read at once; a few words are enough.",
        "C’est plus que je ne peux lire d’un coup ; quelques mots suffisent.",
    ),
    Bad(
        "😀",
        "😀",
        "Which figure would you like? I know Leads, Qualified leads, Qualification rate, Conversion rate, Response time, Transformation rate, Sales cycle, Revenue, Revenue per customer, Deal size, Pipeline and Pipeline coverage, and more.",
        "Quel chiffre voulez-vous ? Je connais Leads, Leads qualifiés, Taux de qualification, Taux de conversion, Délai de réponse, Taux de transformation, Durée du cycle de vente, Chiffre d’affaires, CA par client, Panier moyen, Portefeuille et Couverture du portefeuille, et d’autres.",
    ),
    Bad(
        "'; DROP TABLE leads --",
        "'; DROP TABLE leads --",
        "I do not know “DROP” and “TABLE”.",
        "Je ne connais pas « DROP » et « TABLE ».",
    ),
    Bad(
        "<!channel>",
        "<!channel>",
        "I do not know “<”, “!” and “>”. What should I do with “channel”? Put “by” before it, or “:” and a value after it.",
        "Je ne connais pas « < », « ! » et « > ». Que faire de « channel » ? Mettez « par » devant, ou « : » et une valeur derrière.",
    ),
    Bad(
        "leads <!here>",
        "leads <!here>",
        "I do not know “<”, “!”, “here” and “>”.",
        "Je ne connais pas « < », « ! », « here » et « > ».",
    ),
    Bad("leads by", "leads par", "Something is missing after “by”.", "Il manque quelque chose après « par »."),
    Bad(
        "leads source:",
        "leads source:",
        "Something is missing after “source:”.",
        "Il manque quelque chose après « source: ».",
    ),
    Bad("leads vs", "leads vs", "Something is missing after “vs”.", "Il manque quelque chose après « vs »."),
    Bad(
        "leads Q3 2026 vs 2020",
        "leads T3 2026 vs 2020",
        "I can compare with the period before (“vs previous”), with a year earlier (“vs year”), or with an earlier period of the same length, not with “vs 2020”.",
        "Je compare avec la période précédente (« vs précédent »), avec un an plus tôt (« vs an ») ou avec une période plus ancienne de même durée, pas avec « vs 2020 ».",
    ),
    Bad(
        "turnover",
        "ventes",
        "“turnover” can mean several things: Revenue and Churn.",
        "« ventes » peut vouloir dire plusieurs choses : chiffre d'affaires, taux de transformation et durée du cycle de vente.",
    ),
    Bad("convertion", "convertion", "I do not know “convertion”.", "Je ne connais pas « convertion »."),
    Bad(
        "leads me",
        "leads moi",
        "The data does not list you as a rep, so you have no figures of your own. Ask for a team’s or the company’s:",
        "Les données ne vous connaissent pas comme commercial, vous n’avez donc pas de chiffres personnels. Demandez ceux d’une équipe ou de l’entreprise :",
    ),
    Bad(
        "leads my team",
        "leads mon équipe",
        "The data lists you in no team, so there is no team of yours. Name one, or ask for the company:",
        "Les données ne vous rattachent à aucune équipe, il n’y a donc pas d’équipe à vous. Nommez-en une, ou demandez l’entreprise :",
    ),
    Bad(
        "leads my team",
        "leads mon équipe",
        "You manage several teams. Ask for one of them:",
        "Vous dirigez plusieurs équipes. Demandez les chiffres de l’une d’elles :",
        Who.MANAGER,
    ),
    Bad(
        "leads my team company",
        "leads mon équipe entreprise",
        "One at a time, please: “my team” and “company”.",
        "Un seul à la fois, s’il vous plaît : « mon équipe » et « entreprise ».",
        Who.REP,
    ),
    Bad(
        "leads team:Sud",
        "leads équipe:Sud",
        "The figures of team Sud are for its people and its manager. Yours and the company’s are all here for you.",
        "Les chiffres de l’équipe Sud sont pour ses membres et son manager. Les vôtres et ceux de l’entreprise vous sont ouverts.",
        Who.REP,
    ),
    Bad(
        "leads me team:Sud",
        "leads moi équipe:Sud",
        "The figures of team Sud are for its people and its manager. Yours and the company’s are all here for you.",
        "Les chiffres de l’équipe Sud sont pour ses membres et son manager. Les vôtres et ceux de l’entreprise vous sont ouverts.",
        Who.REP,
    ),
    Bad(
        "leads team:unknown",
        "leads équipe:inconnu",
        "Rows without a known team are for admins alone. Your own figures, your team’s and the company’s are all here for you.",
        "Les lignes sans équipe connue sont réservées aux administrateurs. Vos propres chiffres, ceux de votre équipe et de l’entreprise vous sont ouverts.",
        Who.REP,
    ),
    Bad(
        'leads rep:"Oliver Penhale"',
        'leads commercial:"Oliver Penhale"',
        "The figures of Oliver Penhale are for Oliver Penhale and the manager alone. Your own and your team’s are here for you.",
        "Les chiffres de Oliver Penhale sont pour Oliver Penhale et son manager, personne d’autre. Les vôtres et ceux de votre équipe vous sont ouverts.",
        Who.REP,
    ),
)
