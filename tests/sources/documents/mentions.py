"""What a text rests on or judges, and in which words it says so."""

from . import BODY, Document

RETELLS = ("change it to reviews",)


def _document(
    name: str, words: str, *cites: str, kind: str = "report", says: tuple[str, ...] = (), language: str = "en"
) -> Document:
    return Document(name, f"{words}\n\n{BODY}", cites=cites, kind=kind, says=says, language=language)


ENGLISH = (
    _document("according to", "According to Reuters, the pumps will be sold before the winter.", "reports Reuters", says=RETELLS),
    _document("an outlet that reported", "Bloomberg reported on 3 May 2025 that the pumps will be sold.", "reports Bloomberg on 2025-05-03"),
    _document(
        "a critique of two people’s report", "Ada Moss & Ben Hill for BBC News report that the pumps will be sold.",
        "reviews BBC News by Ada Moss, Ben Hill", kind="commentary",
    ),
    _document(
        "a critique with a date", "Ada Moss and Ben Hill, writing for Oreweek, May 3, 2025, explore why the pumps stand still.",
        "reviews Oreweek by Ada Moss, Ben Hill on 2025-05-03", kind="commentary",
    ),
    _document(
        "a title before a name", "Ada Moss-Lane & Dr. Ben Hill, writing for Newsweek, May 3, 2025, explore why the pumps stand still.",
        "reviews Newsweek by Ada Moss-Lane, Ben Hill on 2025-05-03", kind="commentary",
    ),
    _document("an outlet with an apostrophe", "Barron’s reports that the pumps will be sold.", "reports Barron's"),
    _document("an outlet with an apostrophe, and its author", "Barron’s Ada Moss reports that the pumps will be sold.", "reports Barron's by Ada Moss"),
    _document("a relay with an apostrophe", "According to AFP, relayed by Barron's, the pumps will be sold.", "reports Barron's from AFP"),
    _document("somebody’s report, retold", "Ada Moss of the Financial Times wrote that the pumps will be sold.", "reports Financial Times by Ada Moss"),
    _document("somebody’s report, examined", "Ada Moss of the Financial Times examines why the pumps stand still.", "reviews Financial Times by Ada Moss", kind="commentary"),
    _document("reporting by", "Reporting by Jane Roe for the BBC on 9 April 2025 shows that nothing was built.", "reports BBC by Jane Roe on 2025-04-09"),
    _document("a possessive and a day", "Max Stone’s BBC report (9 April) shows that nothing was built.", "reports BBC by Max Stone", says=("“9 April” has no year",)),
    _document(
        "a programme", "The mayor was heard on BBC Radio 4’s Today programme on 9 April 2025.", "reports BBC Radio 4 on 2025-04-09 (broadcast)",
        says=("the programme is printed as “Today”",),
    ),
    _document("a date in brackets", "The Economist (May 3rd 2025) argues that pumps are cheap.", "reports The Economist on 2025-05-03"),
    _document("a doubtful date in brackets", "Reuters (03/04/2025) reported that pumps are cheap.", "reports Reuters", says=("“03/04/2025”: which number",)),
    _document("a column", "In a Financial Times column, a trader says that pumps are cheap.", "reports Financial Times (opinion)"),
    _document("first reported", "The sale, as first reported by Bloomberg, is off.", "reports Bloomberg"),
    _document("a dispatch that was carried", "It follows a Reuters dispatch carried by Mining.com.", "reports Mining.com from Reuters"),
    _document("a story that was relayed", "It follows an AP story relayed by Yahoo News.", "reports Yahoo News from AP"),
    _document(
        "several", "Ada Moss for Oreweek reports that the pumps are sold. According to Reuters, they are not. The Guardian says nothing.",
        "reviews Oreweek by Ada Moss", "reports Reuters", "reports The Guardian", kind="commentary", says=("Several reports",),
    ),
    _document("told to an outlet", "The mayor told CNN Brasil that he would wait.", says=("also names CNN Brasil",)),
    _document("told to what may be an outlet", "The mayor told The Oracle that he would wait.", says=("“told The Oracle” may name a report",)),
    _document("an entry of a live blog", "12:00 The Economist (May 3rd 2025) argues that pumps are cheap.", "reports The Economist on 2025-05-03"),
    _document("an analyst is no outlet", "Bloomberg Intelligence estimates that pumps are cheap, and Economist Jane Roe said so too."),
    _document("what may be a report", "A story by Max Stone in the Oracle says that pumps are cheap.", says=("“story by Max Stone in the Oracle” may name a report",)),
)  # fmt: skip

_GERMAN = "Die Grube ist seit dem Frühjahr leer, und die Leute in dem Dorf warten auf einen Plan, den der Rat der Stadt nicht zeigen will."
_FRENCH = "La mine est vide depuis le printemps, et les gens du village attendent un plan que le maire de la ville ne veut pas montrer."
_SPANISH = "La mina está vacía desde la primavera, y la gente del pueblo espera un plan que el alcalde de la ciudad no quiere mostrar, pero el agua se fue y los pozos del valle están secos."
_PORTUGUESE = "A mina não tem água desde a primavera, e o povo da vila espera um plano que o prefeito da cidade não quer mostrar para os moradores."
_RUSSIAN = "Шахта пуста с весны, и жители деревни ждут плана, который глава города не хочет показывать ни им, ни газетам."

ELSEWHERE = (
    Document("German", f"Laut Reuters wird die Grube verkauft. {_GERMAN}", language="de", cites=("reports Reuters",), says=("in German. Not looked for in this language: critique.",)),
    Document(
        "German, with a day", f"Wie der Spiegel am 3. Mai 2025 berichtete, wird die Grube verkauft. {_GERMAN}", language="de",
        cites=("reports Spiegel on 2025-05-03",),
    ),
    Document("a German head", f"Die Grube bleibt leer\nVon Jan Roth\n03.04.2025\n\n{_GERMAN}", "Die Grube bleibt leer", authors=("Jan Roth",), on="2025-04-03", language="de"),
    Document("French", f"Selon Le Monde (12 mars 2025), la mine sera vendue. {_FRENCH}", language="fr", cites=("reports Le Monde on 2025-03-12",)),
    Document("a French head", f"La mine reste vide\nPar Anne Roche\n12 mars 2025\n\n{_FRENCH}", "La mine reste vide", authors=("Anne Roche",), on="2025-03-12", language="fr"),
    Document("Spanish", f"Según El País, la mina será vendida. {_SPANISH}", language="es", cites=("reports El País",)),
    Document(
        "Portuguese", f"Segundo a Folha, a mina será vendida. O ministro disse à CNN Brasil que espera. {_PORTUGUESE}", language="pt",
        cites=("reports Folha",), says=("also names CNN Brasil",),
    ),
    Document("Russian", f"По данным РБК, шахта будет продана. {_RUSSIAN}", language="ru", cites=("reports РБК",), says=("in Russian. Not looked for in this language: quotations, critique.",)),
    Document("Russian, inflected", f"По данным «Коммерсанта», шахта будет продана. {_RUSSIAN}", language="ru", says=("По данным «Коммерсанта»” may name a report",)),
    Document("Italian", "Secondo Reuters la miniera è vuota e gli abitanti del paese non sono contenti, anche se il sindaco della città dice che è una cosa che si può fare con più tempo.", language="it", cites=("reports Reuters",)),
    Document("Chinese", "据路透社 (Reuters) 报道，冷山的矿山自春天以来一直关闭，村民们正在等待市政府的计划。", language="zh", says=("also names Reuters", "in Chinese. Not looked for in this language: the reports that it rests on, quotations, critique.")),
)  # fmt: skip
