/**
 * Emoji short names: the common ones become characters, the others stay as typed.
 */

import { h } from "./dom.js";

const TABLE = `
smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆 joy 😂 wink 😉 blush 😊 slightly_smiling_face 🙂 upside_down_face 🙃
heart_eyes 😍 star-struck 🤩 sunglasses 😎 thinking_face 🤔 neutral_face 😐 confused 😕 worried 😟 cry 😢 sob 😭 sweat_smile 😅
tired_face 😫 sleeping 😴 scream 😱 rage 😡 face_with_monocle 🧐 partying_face 🥳 hugging_face 🤗 shushing_face 🤫 zipper_mouth_face 🤐
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 clap 👏 wave 👋 raised_hands 🙌 pray 🙏 muscle 💪 ok_hand 👌 point_right 👉 point_left 👈 point_up ☝️
point_down 👇 eyes 👀 raised_hand ✋ handshake 🤝 writing_hand ✍️ crossed_fingers 🤞 v ✌️ heart ❤️ blue_heart 💙 green_heart 💚 yellow_heart 💛
broken_heart 💔 fire 🔥 star ⭐ star2 🌟 sparkles ✨ zap ⚡ boom 💥 tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 first_place_medal 🥇
second_place_medal 🥈 third_place_medal 🥉 crown 👑 rocket 🚀 dart 🎯 bulb 💡 bell 🔔 no_bell 🔕 loudspeaker 📢 mega 📣 speech_balloon 💬 thought_balloon 💭
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑
question ❓ grey_question ❔ exclamation ❗ grey_exclamation ❕ information_source ℹ️ 100 💯 recycle ♻️ repeat 🔁 arrows_counterclockwise 🔄
arrow_up ⬆️ arrow_down ⬇️ arrow_right ➡️ arrow_left ⬅️ arrow_upper_right ↗️ arrow_lower_right ↘️ arrow_right_hook ↪️ left_right_arrow ↔️ small_red_triangle 🔺
small_red_triangle_down 🔻 arrow_up_small 🔼 arrow_down_small 🔽 red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢
large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_green_square 🟩 large_red_square 🟥 large_yellow_square 🟨 large_blue_square 🟦
white_large_square ⬜ black_large_square ⬛ small_blue_diamond 🔹 small_orange_diamond 🔸 large_blue_diamond 🔷 large_orange_diamond 🔶
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 clipboard 📋 pushpin 📌 round_pushpin 📍 paperclip 📎 memo 📝 pencil ✏️ pencil2 ✏️
page_facing_up 📄 bookmark 🔖 label 🏷️ file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ calendar 📅 date 📆 spiral_calendar_pad 🗓️ hourglass ⌛
hourglass_flowing_sand ⏳ alarm_clock ⏰ stopwatch ⏱️ clock1 🕐 clock8 🕗 clock9 🕘 email ✉️ envelope ✉️ inbox_tray 📥 outbox_tray 📤 package 📦 mailbox 📫
telephone ☎️ phone ☎️ iphone 📱 computer 💻 desktop_computer 🖥️ keyboard ⌨️ floppy_disk 💾 mag 🔍 mag_right 🔎 lock 🔒 unlock 🔓 key 🔑 link 🔗 gear ⚙️
wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ scales ⚖️ moneybag 💰 money_with_wings 💸 euro 💶 dollar 💵 credit_card 💳 briefcase 💼 ballot_box_with_ballot 🗳️ seedling 🌱
evergreen_tree 🌲 four_leaf_clover 🍀 sunny ☀️ cloud ☁️ rain_cloud 🌧️ snowflake ❄️ rainbow 🌈 coffee ☕ beers 🍻 champagne 🍾 cake 🍰 birthday 🎂 pizza 🍕 apple 🍎
robot_face 🤖 ghost 👻 alien 👽 bust_in_silhouette 👤 busts_in_silhouette 👥 man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️ shrug 🤷 facepalm 🤦 see_no_evil 🙈
fr 🇫🇷 flag-fr 🇫🇷 gb 🇬🇧 uk 🇬🇧 flag-gb 🇬🇧 us 🇺🇸 flag-us 🇺🇸 flag-be 🇧🇪 flag-ch 🇨🇭 flag-ca 🇨🇦 de 🇩🇪 es 🇪🇸 it 🇮🇹 flag-eu 🇪🇺 checkered_flag 🏁
triangular_flag_on_post 🚩 earth_africa 🌍 world_map 🗺️ house 🏠 office 🏢 factory 🏭 car 🚗 airplane ✈️ ship 🚢 construction 🚧 vertical_traffic_light 🚦
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟 new 🆕 up 🆙 top 🔝 soon 🔜 ok 🆗 free 🆓 sos 🆘
bangbang ‼️ interrobang ⁉️ heavy_plus_sign ➕ heavy_minus_sign ➖ heavy_division_sign ➗ heavy_multiplication_x ✖️ part_alternation_mark 〽️ compass 🧭 magnet 🧲 microscope 🔬
test_tube 🧪 abacus 🧮 books 📚 book 📖 newspaper 📰 scroll 📜 mailbox_with_mail 📬 lock_with_ink_pen 🔏 shield 🛡️ crystal_ball 🔮 jigsaw 🧩 game_die 🎲 musical_note 🎵 bug 🐛
turtle 🐢 snail 🐌 rabbit 🐇 unicorn_face 🦄 whale 🐳 owl 🦉 bee 🐝 butterfly 🦋 dog 🐶 cat 🐱
`;

const CHARACTERS = new Map(
  TABLE.trim()
    .split(/\s+/)
    .reduce((pairs, word, index, all) => {
      if (index % 2 === 0) pairs.push([word, all[index + 1]]);
      return pairs;
    }, []),
);

const SHORT_NAME = /:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/g;

/** The character of a short name, or null. */
export function emojiCharacter(name) {
  return CHARACTERS.get(name) ?? null;
}

/** Text with its short names drawn. */
export function emojiNodes(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(SHORT_NAME)) {
    const character = emojiCharacter(match[1]);
    if (!character) continue;
    if (match.index > from) nodes.push(text.slice(from, match.index));
    nodes.push(
      h("span", { class: "emoji", role: "img", "aria-label": match[1].replaceAll("_", " ") }, character),
    );
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}

/** Text with its short names replaced, for places that hold no elements. */
export function emojiText(text) {
  return text.replace(SHORT_NAME, (name, word) => emojiCharacter(word) ?? name);
}
