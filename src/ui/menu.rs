//! A button with a list below it: links and actions. A popover, so that Escape and a click elsewhere close it.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    button::unique,
    el::{El, el},
};

/// A menu: its button, and what it lists (links and buttons).
#[must_use]
pub(crate) fn menu(button: El, items: Vec<El>) -> El {
    let id = ["menu-", &unique().to_string()].concat();
    let opener: HtmlElement = button.node_as();
    let items = items.into_iter().map(|item| el("li").child(item)).collect::<Vec<_>>();
    let list = el("ul").id(&id).class("menu-list").attr("popover", "").child(items);
    let popover: HtmlElement = list.node_as();
    let place = popover.clone();
    let list = list
        // Placed while it opens: it stands in the top layer, not below its button.
        .on("beforetoggle", move |_| below(&opener, &place))
        .on("click", move |event| {
            if event.target().is_some_and(|target| target.dyn_ref::<HtmlElement>().is_some_and(|e| e.matches("a, button").unwrap_or(false)))
            {
                let _ = popover.hide_popover();
            }
        });
    el("div").class("menu").child(button.attr("popovertarget", &id)).child(list)
}

fn below(opener: &HtmlElement, list: &HtmlElement) {
    let place = opener.get_bounding_client_rect();
    let style = list.style();
    let pixels = |n: i32| [&n.to_string(), "px"].concat();
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen; whole ones, because printing floats costs 4 kB")]
    let (left, right, bottom) = (place.left() as i32, place.right() as i32, place.bottom() as i32);
    let width = crate::ui::reactive::document().document_element().map_or(0, |root| root.client_width());
    let _ = style.set_property("top", &pixels(bottom + 4));
    // It opens towards the middle of the screen, where there is room.
    let (side, other, distance) = if left > width / 2 { ("right", "left", width - right) } else { ("left", "right", left) };
    let _ = style.set_property(side, &pixels(distance));
    let _ = style.set_property(other, "auto");
}
