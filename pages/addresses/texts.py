"""Why an address has its area or none, in the words of the screen."""

from pages.kit.language import mark

# The reasons of geo/reasons.yml, word for word; a test holds them together.
REASONS = {
    "listed": mark("Står i planen: {street} {plan}."),
    "contested": mark("Står i planen: {street} {plan}. Teksten er uklar om nr. {number}; se rapporten over adresseintervaller."),
    "street_not_listed": mark("Vejen er ikke nævnt i planen."),
    "street_like": mark("Vejen er ikke nævnt i planen. Er det {street}, der menes?"),
    "number_not_listed": mark("Planen nævner {street}, men ikke nr. {number}."),
    "letter_not_listed": mark("Planen nævner kun {street} {number} med bogstav {plan}."),
    "postcode_elsewhere": mark("Postnummer {postcode} er ikke i Randers by."),
    "municipality_elsewhere": mark("Kommunen er ikke Randers Kommune."),
    "town_elsewhere": mark("Adressen ligger i en anden by end Randers."),
    "empty": mark("Adressen er tom."),
    "no_street": mark("Vejnavnet mangler; skriv vejnavn og husnummer, fx Falkevej 7."),
    "no_number": mark("Husnummeret mangler eller er ikke mellem 1 og 999; skriv vejnavn og husnummer, fx Falkevej 7."),
    "broken_text": mark("Æ, ø eller å er gået tabt i teksten; gem filen som UTF-8."),
    "several_numbers": mark("Adressen nævner flere husnumre; skriv ét ad gangen."),
    "unknown_place": mark("Byen kendes ikke; skriv postnummer."),
    "unknown_words": mark("Ordene efter husnummeret kan være en anden by; skriv kun etage, dør, postnummer og by."),
    "place_conflict": mark("Adressen nævner både Randers og et andet sted; ret postnummeret eller byen."),
    "postcode_other_part": mark(
        "Postnummer {postcode} er i Randers, men planens veje ligger i {plan_postcodes}; en vej kan have en navnebror. Ret postnummeret."
    ),
    "town_other_part": mark(
        "Randers S, SV og SØ er syd for fjorden, hvor planen ingen veje har; en vej kan have en navnebror. Ret byen, eller skriv "
        "postnummer."
    ),
    "street_short": mark("Vejnavnet er forkortet. Er det {street}, der menes? Skriv det helt ud."),
    "words_before": mark("Ordene foran vejnavnet kan ikke læses; begynd med vejnavn og husnummer, fx Falkevej 7, 8930 Randers NØ."),
    "post_box": mark("En postboks er ikke en bolig; skriv vejnavn og husnummer, fx Falkevej 7."),
}
# The same of many addresses at once, where the reason of one names its street or number.
OF_MANY = {
    "street_like": mark("Vejen er ikke nævnt i planen, men ligner en, der er."),
    "street_short": mark("Vejnavnet er forkortet til et, der kan være en af planens veje; skriv det helt ud."),
    "number_not_listed": mark("Planen nævner vejen, men ikke husnummeret."),
    "letter_not_listed": mark("Planen nævner husnummeret, men med andre bogstaver."),
    "postcode_elsewhere": mark("Postnummeret er ikke i Randers by."),
    "postcode_other_part": mark("Postnummeret er i Randers, men ikke et af dem, som planens veje ligger i."),
}
# Texts of geo/ that are shown as they are, for the catalogue. What geo/ composes of parts stays Danish.
NAMED = (
    mark(
        "Reglen: „lige numre“ og „ulige numre“ gælder kun det interval, de står ved. Ellers ville „Vølundsvej 1-9 + 11-15 "
        "(Ulige numre)“ være trykt som 1-15. Et interval uden side er derfor alle numre; ligger begge ender på samme side, er "
        "det uklart og nævnt her. Et adresseregister viser, om de omstridte numre findes."
    ),
    mark("Skjult, så ingen kan genkendes i et lille antal."),
)
# Which house numbers an interval covers.
SIDES = {"even": mark("lige"), "odd": mark("ulige")}
NUMBERS = {
    "even": mark("lige numre fra {first} til {last}"),
    "odd": mark("ulige numre fra {first} til {last}"),
    "all": mark("alle numre fra {first} til {last}"),
}
# What the coding of a file can say of an address, as it begins a line.
STATUSES = {
    "inside": mark("I et af de syv områder"),
    "outside": mark("Uden for de syv områder"),
    "unreadable": mark("Kan ikke læses"),
}
