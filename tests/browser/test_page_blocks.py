"""What blocks look like, and that nothing in them gets out of hand."""

import json

from playwright.sync_api import Route, expect

from tests.browser.blocks_to_show import Json, bar_chart, button, line_chart, pie_chart, plain, section, team_table
from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import figures, message

HOSTILE = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>"


def test_hostile_text_stays_text_wherever_it_comes_from(page_of: PageOf, workspace: Workspace):
    escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
    table = {"type": "data_table", "caption": HOSTILE, "rows": [[{"type": "raw_text", "text": HOSTILE}]] * 2}
    workspace.post(
        "general", "hostile", {"type": "header", "text": plain(HOSTILE)}, section(f"{escaped} <javascript:window.hacked=1|press>"),
        {"type": "actions", "elements": [button("hostile", HOSTILE[:75])]}, table,
    )  # fmt: skip
    page = page_of("oliver")
    shown = message(page, HOSTILE)
    expect(shown.locator(".header-block")).to_have_text(HOSTILE)
    expect(shown.locator(".text").first).to_contain_text(HOSTILE)
    expect(shown.locator("img, script, a")).to_have_count(0)
    shown.get_by_text("press", exact=True).click()
    assert page.evaluate("window.hacked") is None


def test_mrkdwn_is_slacks_and_not_markdown(page_of: PageOf, workspace: Workspace):
    camille = workspace.slack.user("camille")
    text = (
        f"*bold* _italic_ ~gone~ `x &lt; y` **stars** [no](link) a_b_c :tada: <@{camille}> <https://example.org|site>"
    )
    workspace.post(
        "general", "marks", section(text), section("> quoted\nplain"), {"type": "section", "text": plain("*as typed*")}
    )
    page = page_of("oliver")
    shown = message(page, "**stars**")
    expect(shown.locator(".text").first).to_have_text(
        "bold italic gone x < y **stars** [no](link) a_b_c 🎉 @Camille Roy site"
    )
    for tag, words in (
        ("strong", "bold"),
        ("em", "italic"),
        ("del", "gone"),
        ("code", "x < y"),
        ("blockquote", "quoted"),
    ):
        expect(shown.locator(tag)).to_have_text(words)
    expect(shown.get_by_role("link", name="site")).to_have_attribute("href", "https://example.org")
    expect(shown.get_by_text("*as typed*")).to_be_visible()


def test_an_unknown_block_and_a_broken_one_are_boxes_and_their_neighbours_survive(
    page_of: PageOf, workspace: Workspace
):
    workspace.post("general", "strange company", section("before"), section("after"))
    page = page_of("grace")
    page.route("**/_control/messages?*", slip_in)
    page.reload()
    shown = message(page, "before")
    expect(shown.locator(".broken-block")).to_have_text(
        ["This block cannot be shown: hologram", "This block is not well formed: data_visualization"]
    )
    expect(shown).to_contain_text("after")


def slip_in(route: Route) -> None:
    """Answer as the server does, with blocks it would have refused between the others."""
    answer = route.fetch()
    told = answer.json()
    for one in told["messages"]:
        if one["text"] == "strange company":
            strange = [
                {"type": "hologram", "block_id": "h"},
                {"type": "data_visualization", "title": "x", "chart": {"type": "line"}},
            ]
            one["blocks"] = [one["blocks"][0], *strange, one["blocks"][1]]
    route.fulfill(response=answer, body=json.dumps(told))


def test_a_chart_tells_its_values_to_the_pointer_the_keyboard_and_the_screen_reader(
    page_of: PageOf, workspace: Workspace
):
    workspace.post("general", "chart", line_chart())
    page = page_of("oliver")
    chart = page.locator(".chart-line").last
    plot = chart.get_by_role("img", name="Line chart: Win rate")
    box = plot.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.97, box["y"] + box["height"] / 2)
    tip = chart.locator(".chart-tip")
    expect(tip).to_have_text("W42North23.5Target25")
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    plot.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(tip).to_contain_text("W40")
    assert figures(chart) == [
        ["ISO week", "North", "Target"],
        ["W39", "20.5", "25"],
        ["W40", "21.5", "25"],
        ["W41", "22.5", "25"],
        ["W42", "23.5", "25"],
    ]
    chart.get_by_role("button", name="Show the figures of Win rate").click()
    expect(chart.locator(".chart-figures")).not_to_have_class("chart-figures visually-hidden")


def test_every_bar_is_named_though_the_newest_has_a_long_name_and_every_tick_is_exact(
    page_of: PageOf, workspace: Workspace
):
    workspace.post("general", "bars", bar_chart())
    chart = page_of("oliver").locator(".chart-bar").last
    names = chart.locator("text.category")
    expect(names).to_have_count(9)
    assert {"Q3 2026", "Q4 2026 so far"} <= set(names.all_text_contents())
    ticks = chart.locator(".axis-line text, .axis-zero text").all_text_contents()
    assert [tick.upper() for tick in ticks] == ["0", "250K", "500K", "750K", "1M", "1.25M"]


def test_a_pie_gives_each_part_its_share(page_of: PageOf, workspace: Workspace):
    workspace.post("general", "pie", pie_chart())
    page = page_of("oliver")
    pie = page.locator(".chart-pie").last
    assert figures(pie)[1:] == [["Price", "12", "75%"], ["Timing", "4", "25%"]]
    pie.get_by_role("img").press("ArrowRight")
    expect(pie.locator(".chart-tip")).to_have_text("Price12 · 75%")


def test_people_sort_turn_and_filter_a_data_table_themselves(page_of: PageOf, workspace: Workspace):
    workspace.post("general", "table", team_table())
    page = page_of("oliver")
    table = page.locator(".data-table").last
    names = table.locator("tbody th")
    expect(names).to_have_text([f"Team {n}" for n in range(1, 6)])
    table.get_by_role("button", name="Rate").press("Enter")
    expect(table.get_by_role("columnheader", name="Rate")).to_have_attribute("aria-sort", "descending")
    best = sorted(range(1, 13), key=lambda n: -((n * 7) % 30))
    expect(names).to_have_text([f"Team {n}" for n in best[:5]])
    table.get_by_role("button", name="Next page").click()
    expect(names).to_have_text([f"Team {n}" for n in best[5:10]])
    expect(table.locator(".grid-range")).to_have_text("6–10 of 12")
    table.get_by_role("button", name="Rate").click()
    expect(names).to_have_text([f"Team {n}" for n in best[::-1][:5]])
    table.get_by_role("searchbox", name="Filter rows").fill("team 12")
    expect(names).to_have_text(["Team 12"])


def test_a_message_edited_by_the_app_changes_in_place_and_says_so(page_of: PageOf, workspace: Workspace):
    ts = workspace.post("general", "first wording")
    page = page_of("oliver")
    expect(message(page, "first wording")).to_be_visible()
    workspace.app.chat_update(channel=workspace.slack.channel("general"), ts=ts, text="second wording")
    expect(message(page, "second wording")).to_contain_text("(edited)")
    expect(page.get_by_text("first wording")).to_have_count(0)
    workspace.app.chat_delete(channel=workspace.slack.channel("general"), ts=ts)
    expect(page.get_by_text("second wording")).to_have_count(0)


def test_a_picture_carries_its_words_and_opens_large(page_of: PageOf, workspace: Workspace):
    picture: Json = {
        "type": "image",
        "image_url": f"{workspace.slack.url}/static/icon.svg",
        "alt_text": "A spark on green",
    }
    workspace.post("general", "picture", picture)
    page = page_of("oliver")
    page.get_by_role("button", name="Open image: A spark on green").last.click()
    expect(page.get_by_role("dialog", name="A spark on green").get_by_role("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_answers_stand_in_a_thread_beside_the_conversation(page_of: PageOf, workspace: Workspace):
    ts = workspace.post("general", "a question to all")
    workspace.app.chat_postMessage(channel=workspace.slack.channel("general"), thread_ts=ts, text="an answer inside")
    page = page_of("oliver")
    message(page, "a question to all").get_by_role("button", name="1 reply").click()
    thread = page.locator("#thread")
    expect(thread.get_by_text("an answer inside")).to_be_visible()
    expect(page.locator("#pane").get_by_text("an answer inside")).to_have_count(0)
    thread.get_by_label("Message", exact=True).fill("one more")
    page.keyboard.press("Enter")
    expect(thread.get_by_text("one more")).to_be_visible()
    expect(message(page, "a question to all")).to_contain_text("2 replies")


def test_a_conversation_makes_room_for_the_thread_beside_it(page_of: PageOf, workspace: Workspace):
    channel = workspace.slack.channel("general")
    ts = workspace.post("general", "a question under a long topic")
    workspace.app.chat_postMessage(channel=channel, thread_ts=ts, text="beside it")
    page = page_of("oliver", "general", size=(1010, 800))
    message(page, "a question under a long topic").get_by_role("button", name="1 reply").click()
    expect(page.locator("#thread").get_by_text("beside it")).to_be_visible()
    begins = page.locator("#thread").bounding_box()
    assert begins
    parts = "[...document.querySelectorAll('.main > *')].map(part => part.getBoundingClientRect().right)"
    assert max(page.evaluate(parts)) <= begins["x"] + 1
