/**
 * Files: shared in a message, named by a block, or chosen in a form.
 */

import { iconButton } from "../icon_button.js";
import { api, fileAddress } from "../api.js";
import { h } from "../dom.js";
import { fileSize } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../i18n.js";
import { picture } from "../lightbox.js";

const DRAWABLE = /^image\/(png|jpe?g|gif|webp)$/;

/** A file shared in a message: pictures are shown, others offered. */
export function sharedFile(file) {
  const src = fileAddress(file.url_private);
  const title = file.title || file.name;
  if (src && DRAWABLE.test(file.mimetype ?? "")) {
    return h(
      "figure",
      { class: "image-block" },
      h("figcaption", {}, title),
      picture({ src, alt: file.alt_txt || title, title, class: "picture" }),
    );
  }
  return h(
    "a",
    { class: "file-card", href: src, target: "_blank", rel: "noopener", download: file.name },
    h("span", { class: "file-mark" }, icon("file", 22)),
    h(
      "span",
      { class: "file-words" },
      h("strong", {}, title),
      h(
        "span",
        {},
        [file.pretty_type || file.filetype || t("File"), file.size ? fileSize(file.size) : ""]
          .filter(Boolean)
          .join(" · "),
      ),
    ),
  );
}

/** The `file` block names a remote file by its external id. */
export function fileBlock(block) {
  return h(
    "div",
    { class: "file-card" },
    h("span", { class: "file-mark" }, icon("file", 22)),
    h("strong", {}, block.external_id),
  );
}

/** An input for files: each chosen file is uploaded at once, its id goes with the submission. */
export function fileInput(fitting) {
  const { element } = fitting;
  const most = element.max_files ?? 10;
  let files = fitting.state({ files: [] }).files;
  const list = h("ul", { class: "chosen-files" });
  const trouble = h("p", { class: "input-error", role: "alert", hidden: true });
  const set = (next) => {
    files = next.slice(-most);
    fitting.change({ files }, box);
    draw();
  };
  const draw = () =>
    list.replaceChildren(
      ...files.map((file) => chosenFile(file, () => set(files.filter((one) => one !== file)))),
    );
  const add = async (chosen) => {
    trouble.hidden = true;
    try {
      const answers = await Promise.all([...chosen].map((file) => api.upload(file)));
      set([...files, ...answers.map((answer) => answer.file)]);
    } catch (error) {
      Object.assign(trouble, {
        hidden: false,
        textContent: t("The file could not be uploaded ({error}).", { error: error.code }),
      });
    }
  };
  const accept = (element.filetypes ?? []).map((kind) => `.${kind}`).join(",");
  const picker = h("input", {
    type: "file",
    hidden: true,
    multiple: most > 1,
    accept,
    onchange: () => {
      add(picker.files);
      picker.value = "";
    },
  });
  const control = h(
    "button",
    { type: "button", class: "button", ...fitting.attributes, onclick: () => picker.click() },
    icon("clip", 16),
    t("Choose files"),
  );
  const box = h("div", { class: "file-input" }, picker, control, list, trouble);
  draw();
  return box;
}

function chosenFile(file, remove) {
  const name = file.name ?? file.id;
  return h(
    "li",
    {},
    icon("file", 16),
    h("span", {}, name),
    iconButton(t("Remove {name}", { name }), "close", remove, { size: 14 }),
  );
}
