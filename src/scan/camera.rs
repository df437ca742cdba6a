//! The camera.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlCanvasElement, HtmlVideoElement, MediaDevices, MediaStream, MediaStreamConstraints, MediaStreamTrack};

use super::picture;
use crate::ui::reactive::window;

/// What is in the way.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Trouble {
    /// The person, or whoever keeps this browser, does not allow it.
    Refused,
    /// There is none, or the page is not served safely enough for one.
    Absent,
    /// Somebody else has it.
    Busy,
}

/// A camera that is on; it goes off when this is dropped.
pub(super) struct Camera {
    stream: MediaStream,
    video: HtmlVideoElement,
}

/// Turns it on, the one that looks away from the person where there are two, and shows its picture.
pub(super) async fn open(video: &HtmlVideoElement) -> Result<Camera, Trouble> {
    // Without a secure connection browsers have no such thing.
    let devices = Reflect::get(&window().navigator(), &"mediaDevices".into()).ok().filter(JsValue::is_object).ok_or(Trouble::Absent)?;
    let wanted = Object::new();
    for (name, value) in [("facingMode", JsValue::from("environment")), ("width", ideal(1_280)), ("height", ideal(720))] {
        let _ = Reflect::set(&wanted, &name.into(), &value);
    }
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&wanted);
    let asked = devices.unchecked_into::<MediaDevices>().get_user_media_with_constraints(&constraints).map_err(|why| trouble(&why))?;
    let stream: MediaStream = JsFuture::from(asked).await.map_err(|why| trouble(&why))?.unchecked_into();
    let camera = Camera { stream, video: video.clone() };
    video.set_src_object(Some(&camera.stream));
    if let Ok(playing) = video.play() {
        // It fails only if the page is gone.
        let _ = JsFuture::from(playing).await;
    }
    Ok(camera)
}

fn ideal(pixels: u32) -> JsValue {
    let wish = Object::new();
    let _ = Reflect::set(&wish, &"ideal".into(), &pixels.into());
    wish.into()
}

/// By the name of the error (Media Capture and Streams, section 10.2).
fn trouble(why: &JsValue) -> Trouble {
    match Reflect::get(why, &"name".into()).ok().and_then(|name| name.as_string()).as_deref() {
        Some("NotAllowedError" | "SecurityError") => Trouble::Refused,
        Some("NotReadableError" | "AbortError") => Trouble::Busy,
        _ => Trouble::Absent,
    }
}

impl Camera {
    /// What it sees now; nothing while it wakes up.
    pub(super) fn picture(&self) -> Option<HtmlCanvasElement> {
        let (width, height) = (self.video.video_width(), self.video.video_height());
        picture::drawn(width, height, |context, width, height| {
            context.draw_image_with_html_video_element_and_dw_and_dh(&self.video, 0.0, 0.0, width, height)
        })
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in self.stream.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
        self.video.set_src_object(None);
    }
}
