//! Pointer, wheel and keys, as the browser takes them from a visitor: pages see trusted events.

use headless_chrome::protocol::cdp::Input::{
    DispatchKeyEvent, DispatchKeyEventTypeOption, DispatchMouseEvent, DispatchMouseEventTypeOption, MouseButton,
    SetIgnoreInputEvents,
};

use super::super::{Fault, Key};
use super::client::all;
use super::draw;
use super::tab::{Input, Tab};

/// From now on the page is told of pointer and keys: they are ours.
async fn heeded(tab: &Tab) -> Result<(), Fault> {
    if std::mem::replace(&mut tab.known().input, Input::Heeded) == Input::Ignored {
        tab.call(&SetIgnoreInputEvents { ignore: false }).await?;
    }
    Ok(())
}

/// Moves the pointer.
pub(super) async fn point(tab: &Tab, x: f64, y: f64) -> Result<(), Fault> {
    heeded(tab).await?;
    draw::drawn(tab, tab.send(&mouse(DispatchMouseEventTypeOption::MouseMoved, x, y))).await.map(drop)
}

/// Moves there, presses and releases.
pub(super) async fn click(tab: &Tab, x: f64, y: f64) -> Result<(), Fault> {
    heeded(tab).await?;
    let moved = mouse(DispatchMouseEventTypeOption::MouseMoved, x, y);
    let mut pressed = mouse(DispatchMouseEventTypeOption::MousePressed, x, y);
    pressed.button = Some(MouseButton::Left);
    pressed.buttons = Some(1);
    pressed.click_count = Some(1);
    let mut released = mouse(DispatchMouseEventTypeOption::MouseReleased, x, y);
    released.button = Some(MouseButton::Left);
    released.buttons = Some(0);
    released.click_count = Some(1);
    let (moved, pressed, released) = (tab.send(&moved), tab.send(&pressed), tab.send(&released));
    // The last is answered when all are done.
    draw::drawn(tab, released).await?;
    all(vec![moved, pressed]).await.map(drop)
}

/// Turns the wheel.
pub(super) async fn wheel(tab: &Tab, x: f64, y: f64, dy: f64) -> Result<(), Fault> {
    heeded(tab).await?;
    let mut turned = mouse(DispatchMouseEventTypeOption::MouseWheel, x, y);
    turned.delta_x = Some(0.0);
    turned.delta_y = Some(dy);
    draw::drawn(tab, tab.send(&turned)).await.map(drop)
}

/// Presses and releases a key.
pub(super) async fn press(tab: &Tab, key: Key) -> Result<(), Fault> {
    heeded(tab).await?;
    let (name, code, number, text) = match key {
        Key::Tab => ("Tab", "Tab", 9, None),
        Key::Enter => ("Enter", "Enter", 13, Some("\r")),
        Key::Space => (" ", "Space", 32, Some(" ")),
        Key::Escape => ("Escape", "Escape", 27, None),
    };
    let event = |kind, text: Option<&str>| DispatchKeyEvent {
        Type: kind,
        modifiers: None,
        timestamp: None,
        text: text.map(str::to_owned),
        unmodified_text: text.map(str::to_owned),
        key_identifier: None,
        code: Some(code.to_owned()),
        key: Some(name.to_owned()),
        windows_virtual_key_code: Some(number),
        native_virtual_key_code: Some(number),
        auto_repeat: None,
        is_keypad: None,
        is_system_key: None,
        location: None,
        commands: None,
    };
    let down =
        if text.is_some() { DispatchKeyEventTypeOption::KeyDown } else { DispatchKeyEventTypeOption::RawKeyDown };
    let (down, up) = (tab.send(&event(down, text)), tab.send(&event(DispatchKeyEventTypeOption::KeyUp, None)));
    draw::drawn(tab, up).await?;
    down.answer().await.map(drop)
}

fn mouse(kind: DispatchMouseEventTypeOption, x: f64, y: f64) -> DispatchMouseEvent {
    DispatchMouseEvent {
        Type: kind,
        x,
        y,
        modifiers: None,
        timestamp: None,
        button: None,
        buttons: None,
        click_count: None,
        force: None,
        tangential_pressure: None,
        tilt_x: None,
        tilt_y: None,
        twist: None,
        delta_x: None,
        delta_y: None,
        pointer_Type: None,
    }
}
