// What the pages do beyond plain forms. Nothing here is needed: without it the forms are sent as they are.
(() => {
  const $ = (s) => document.querySelector(s);
  document.documentElement.classList.add("on");

  // Chosen files are listed by name, each with a field for its day.
  const input = $("#file"), list = $("#chosen");
  function show() {
    list.textContent = "";
    const large = [...input.files].some((file) => file.size > +list.dataset.most);
    input.setCustomValidity(large ? list.dataset.large : "");
    if (large) input.reportValidity();
    [...input.files].forEach((file, n) => {
      const item = document.createElement("li"), name = document.createElement("bdi");
      const label = document.createElement("label"), day = document.createElement("input");
      name.textContent = file.name;
      Object.assign(day, { name: "file_published", dir: "ltr", size: 11, maxLength: 30, autocomplete: "off" });
      day.placeholder = list.dataset.hint;
      label.append(list.dataset.published + " ", day);
      item.append(name);
      if ($("#text0")) item.append(label);
      list.append(item);
    });
  }
  if (input) {
    input.addEventListener("change", show);
    const zone = $(".drop");
    ["dragover", "dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) { input.files = event.dataTransfer.files; show(); }
    }));
    show();
  }

  // Menus close with Escape and with a click beside them.
  const menus = [...document.querySelectorAll("details.menu")];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus.filter((m) => m.open).forEach((m) => { m.open = false; m.querySelector("summary").focus(); });
  });
  document.addEventListener("click", (event) => menus.forEach((m) => { if (!m.contains(event.target)) m.open = false; }));

  // How far a comparison is; when it is over, its page.
  const progress = $("#progress");
  async function look() {
    let wait = 400;
    try {
      const answer = await fetch(progress.dataset.state, { cache: "no-store" });
      if (answer.status === 404) { location.replace(progress.dataset.report); return; }
      const told = await answer.json(), steps = $("#steps");
      if (["done", "failed", "cancelled"].includes(told.state)) { location.replace(progress.dataset.report); return; }
      if (told.text && $("#told").textContent !== told.text) $("#told").textContent = told.text;
      if (told.of) { steps.max = told.of; steps.value = told.done; } else steps.removeAttribute("value");
    } catch { wait = 3000; }
    setTimeout(look, wait);
  }
  if (progress) look();
})();
