"""A file that is not fit for import is refused with one sentence that names file, line and column and how to mend it."""

import pytest

from storage.errors import ImportRefused, NoFacts

LEADS = '[leads]\nfile = "leads.csv"\nlead_id = "Id"\ncreated_on = "Created"\n'
ORDERS = '[orders]\nfile = "o.csv"\norder_id = "Id"\naccount_id = "Who"\nordered_on = "Day"\namount = "Sum"\n'


def refusal(bring, profile, files, **options) -> str:
    with pytest.raises(ImportRefused) as refused:
        bring(profile, files, **options)
    with pytest.raises(NoFacts):
        bring.store.current()
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "Id,Creatd\n1,2026-01-01\n",
            "leads.csv, line 1: no column `Created`, which feeds leads; did you mean `Creatd`?",
        ),
        (
            "Id,When\n1,2026-01-01\n",
            "leads.csv, line 1: no column `Created`, which feeds leads; export it too, or take it out of the profile",
        ),
        (
            "Numéro/Date\n1/2\n",
            (
                "leads.csv, line 1: no usual separator gives the columns `Id`, `Created`; "
                "correct their names in the profile or declare `separator`"
            ),
        ),
        (
            "Id,Created,Id\n1,2026-01-01,2\n",
            "leads.csv, line 1: the column `Id` stands twice (columns 1 and 3); rename or remove one",
        ),
        (
            "Id,Created,Note,Note\n1,2026-01-01,a,b\n",
            "leads.csv, line 1: the column `Note` stands twice (columns 3 and 4); rename or remove one",
        ),
        ("", "leads.csv: the file holds no row; export it again"),
        ("Id,Created\n", "leads.csv: the file holds no row; export it again"),
        ("Id,Created", "leads.csv: the file holds no row; export it again"),
        ("\n", "leads.csv: line 1 is empty; the names of the columns must stand there"),
        (b"Id,Created\n1,2026\0", "leads.csv, line 2: a NUL byte, so this is no text file; export it as CSV"),
        (
            "Id,Created\n1,2026-01-01\r2,2026-01-01\n",
            "leads.csv, line 2: a carriage return inside the line; save the file with one kind of line end",
        ),
        (
            'Id,Created\n1,"2026-01-01\n2,2026-01-01\n3,2026-01-01\n',
            "leads.csv, line 2: a quote is opened and not closed where its cell ends; close or double it",
        ),
        (
            "Id,Created\n1,2026-01-01\nForêt,2026-01-02\n".encode("cp1252"),
            (
                'leads.csv, line 3, byte 4: not UTF-8; declare the encoding in the profile, e.g. encoding = "cp1252" '
                "would read the line as 'Forêt,2026-01-02'"
            ),
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "leads.csv: an old Excel file; save it as .xlsx or as CSV UTF-8"),
        (
            "Id,Created\n1,03/04/2026\n2,05/06/2026\n",
            (
                "leads.csv, line 2, column `Created`: '03/04/2026' may be day first or month first and the column does not "
                'prove which; declare dates = "day first" or dates = "month first" in the profile'
            ),
        ),
        (
            "Id,Created\n1,13/04/2026\n2,04/13/2026\n",
            (
                "leads.csv, line 2, column `Created`: '13/04/2026' may be day first or month first and the column does not "
                'prove which; declare dates = "day first" or dates = "month first" in the profile'
            ),
        ),
        (
            "Id,Created\n1,2026-01-01 23:30\n",
            (
                "leads.csv, line 2, column `Created`: '2026-01-01 23:30' is a time of day without a zone; declare it in the "
                'profile, e.g. zone = "Europe/Paris"'
            ),
        ),
        (
            "Id,Created\n1,2026-01-01\n2,2026-02-30\n3,2026-01-01\n",
            "leads.csv: 1 of 3 rows are bad, an import bears 20 %; first: line 3, column `Created`, '2026-02-30': not a day",
        ),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(bring, content, sentence):
    assert refusal(bring, LEADS, {"leads.csv": content}).split("; all are in")[0] == sentence


@pytest.mark.parametrize(
    ("content", "fitting"), [("Id,Created\n1,2026-01-01\n", ","), ("Id\tCreated\n1\t2026-01-01\n", "\t")]
)
def test_a_declared_separator_that_is_not_the_file_s_is_named_with_the_one_that_is(bring, content, fitting):
    sentence = f"leads.csv, line 1: its separator is {fitting!r}, not ';'; correct `separator`"
    assert refusal(bring, 'separator = ";"\n' + LEADS, {"leads.csv": content}) == sentence


def test_a_declared_separator_that_gives_some_of_the_columns_is_not_doubted(bring):
    said = refusal(bring, 'separator = ";"\n' + LEADS, {"leads.csv": "Id;When,Created\n1;x,2026-01-01\n"})
    assert "no column `Created`" in said


@pytest.mark.parametrize(
    ("values", "value", "line"),
    [
        (["1.234", "5"], "1.234", 2),
        (["7", "1,234"], "1,234", 3),
        (["1.5", "1,5"], "1.5", 2),
        (["1.234,5", "1,234.5"], "1.234,5", 2),
    ],
)
def test_numbers_that_can_be_read_both_ways_or_contradict_each_other_are_refused(bring, values, value, line):
    rows = "".join(f"{n};A;2026-01-01;{number}\n" for n, number in enumerate(values))
    assert refusal(bring, ORDERS, {"o.csv": "Id;Who;Day;Sum\n" + rows}) == (
        f"o.csv, line {line}, column `Sum`: {value!r} may be thousands or decimals and no other value proves which; "
        'declare decimal = "," or decimal = "." in the profile'
    )


def test_a_missing_file_is_named_with_the_folder(bring):
    assert (
        refusal(bring, LEADS, {}) == f"leads.csv: no such file in {bring.folder}; say where the files are with --folder"
    )


def test_a_missing_look_up_is_named_too(bring):
    profile = LEADS + 'team = { lookup = "p", by = "Id", take = "T" }\n[lookups.p]\nfile = "p.csv"\nkey = "N"\n'
    assert refusal(bring, profile, {"leads.csv": "Id,Created\n1,2026-01-01\n"}).startswith("p.csv: no such file")


def test_a_wrong_declared_encoding_is_refused(bring):
    text = refusal(bring, 'encoding = "ascii"\n' + LEADS, {"leads.csv": "Id,Created\né,2026-01-01\n"})
    assert text == "leads.csv, line 2, byte 1: not valid ascii; correct `encoding` in the profile"


def test_two_separators_that_both_fit_are_refused_until_one_is_declared(bring):
    files = {"leads.csv": "Id,Created;x\n1,2026-01-01;x\n"}
    profile = '[leads]\nfile = "leads.csv"\nlead_id = { value = "1" }\ncreated_on = { value = "2026-01-01" }\n'
    assert "both give the columns asked for; declare `separator`" in refusal(bring, profile, files)
    assert bring('separator = ","\n' + profile, files).rows == 1


def test_a_damaged_gzip_file_is_refused(bring):
    import gzip

    packed = gzip.compress(b"Id,Created\n1,2026-01-01\n" * 100)[:-9]
    assert refusal(bring, LEADS, {"leads.csv": packed}).startswith("leads.csv: the file is damaged")


def test_a_cell_that_is_far_too_long_is_refused(bring):
    text = 'Id,Created\n"' + "x" * 200_000 + '",2026-01-01\n'
    assert "a cell cannot be read" in refusal(bring, LEADS, {"leads.csv": text})
