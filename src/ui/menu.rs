//! A button with a list beside it: links and actions. A popover, so that Escape and a click elsewhere close it.

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
        .on("beforetoggle", move |_| beside(&opener, &place))
        .on("click", move |event| {
            if event.target().is_some_and(|target| target.dyn_ref::<HtmlElement>().is_some_and(|e| e.matches("a, button").unwrap_or(false)))
            {
                let _ = popover.hide_popover();
            }
        });
    el("div").class("menu").child(button.attr("popovertarget", &id)).child(list)
}

/// Below its button; above it, where that stands in the lower half of the screen.
fn beside(opener: &HtmlElement, list: &HtmlElement) {
    let place = opener.get_bounding_client_rect();
    let style = list.style();
    let pixels = |n: i32| [&n.to_string(), "px"].concat();
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen; whole ones, because printing floats costs 4 kB")]
    let (left, right, top, bottom) = (place.left() as i32, place.right() as i32, place.top() as i32, place.bottom() as i32);
    let root = crate::ui::reactive::document().document_element();
    let (width, height) = root.map_or((0, 0), |root| (root.client_width(), root.client_height()));
    // It opens towards the middle of the screen, where there is room.
    let across = if left > width / 2 { ("right", "left", width - right) } else { ("left", "right", left) };
    let along = if top > height / 2 { ("bottom", "top", height - top + 4) } else { ("top", "bottom", bottom + 4) };
    for (side, other, distance) in [across, along] {
        let _ = style.set_property(side, &pixels(distance));
        let _ = style.set_property(other, "auto");
    }
}
