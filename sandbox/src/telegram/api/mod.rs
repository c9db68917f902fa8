//! Calls of the Bot API: from the HTTP request to the answer.

pub(crate) mod params;

mod album;
mod answers;
mod chats;
mod commands;
mod copies;
mod deletes;
mod edits;
mod fetch;
mod files;
mod forum;
mod http;
mod invoices;
mod media;
mod profile;
mod sends;
mod target;
mod updates;

use serde_json::{Map, Value};

use self::params::Params;
use super::{
    error::{ApiError, ApiResult},
    world::World,
};
use crate::journal::Call;

pub(crate) use self::http::{MAX_BODY, download, handle};

/// One call while the state is locked.
pub(crate) struct Ctx<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) bot: i64,
    pub(crate) params: Params,
}

/// Finds and runs a method; nothing when there is no such method.
pub(crate) fn dispatch(ctx: &mut Ctx<'_>, method: &str) -> Option<ApiResult> {
    let result = match method {
        "getme" => profile::get_me(ctx),
        "logout" | "close" => Ok(Value::Bool(true)),
        "setwebhook" => updates::set_webhook(ctx),
        "deletewebhook" => updates::delete_webhook(ctx),
        "getwebhookinfo" => updates::webhook_info(ctx),
        "sendmessage" => sends::message(ctx),
        "sendphoto" | "senddocument" | "sendvideo" | "sendaudio" | "sendvoice"
        | "sendvideonote" | "sendanimation" | "sendsticker" => media::send(ctx, method),
        "sendmediagroup" => album::send(ctx),
        "sendlocation" => sends::location(ctx),
        "sendvenue" => sends::venue(ctx),
        "sendcontact" => sends::contact(ctx),
        "sendpoll" => sends::poll(ctx),
        "senddice" => sends::dice(ctx),
        "sendchataction" => sends::action(ctx),
        "sendinvoice" => invoices::send(ctx),
        "createinvoicelink" => invoices::link(ctx),
        "editmessagetext" => edits::text(ctx),
        "editmessagecaption" => edits::caption(ctx),
        "editmessagemedia" => edits::media(ctx),
        "editmessagereplymarkup" => edits::markup(ctx),
        "deletemessage" => deletes::one(ctx),
        "deletemessages" => deletes::many(ctx),
        "copymessage" => copies::copy(ctx),
        "copymessages" => copies::copy_many(ctx),
        "forwardmessage" => copies::forward(ctx),
        "forwardmessages" => copies::forward_many(ctx),
        "answercallbackquery" => answers::callback(ctx),
        "answerprecheckoutquery" => answers::pre_checkout(ctx),
        "answerinlinequery" => answers::inline(ctx),
        "setmycommands" => commands::set(ctx),
        "deletemycommands" => commands::delete(ctx),
        "getmycommands" => commands::get(ctx),
        "setmyname" => profile::set_text(ctx, "name", 64),
        "getmyname" => profile::get_text(ctx, "name"),
        "setmydescription" => profile::set_text(ctx, "description", 512),
        "getmydescription" => profile::get_text(ctx, "description"),
        "setmyshortdescription" => profile::set_text(ctx, "short_description", 120),
        "getmyshortdescription" => profile::get_text(ctx, "short_description"),
        "setchatmenubutton" => profile::set_menu(ctx),
        "getchatmenubutton" => profile::get_menu(ctx),
        "getfile" => files::get(ctx),
        "getuserprofilephotos" => files::profile_photos(ctx),
        "getchat" => chats::get(ctx),
        "getchatmember" => chats::member(ctx),
        "getchatadministrators" => chats::administrators(ctx),
        "getchatmembercount" => chats::count(ctx),
        "pinchatmessage" => chats::pin(ctx),
        "unpinchatmessage" => chats::unpin(ctx),
        "unpinallchatmessages" => chats::unpin_all(ctx),
        "setmessagereaction" => chats::react(ctx),
        "createforumtopic" => forum::create(ctx),
        "editforumtopic" => forum::edit(ctx),
        "closeforumtopic" => forum::set_closed(ctx, true),
        "reopenforumtopic" => forum::set_closed(ctx, false),
        "deleteforumtopic" => forum::delete(ctx),
        _ => return None,
    };
    Some(result)
}

pub(crate) fn no_method() -> ApiError {
    ApiError::new(404, "Not Found: method not found")
}

/// Executes a method that came in the body of a webhook's answer.
pub(crate) fn call_in_answer(
    world: &mut World,
    bot: i64,
    method: &str,
    fields: Map<String, Value>,
) {
    let params = Params::of(fields);
    let mut call = Call {
        method: method.to_owned(),
        bot_id: bot,
        chat_id: params.chat_number(),
        params: params.shown(),
        status: 200,
        error: None,
        at: world.clock.now(),
        injected: false,
    };
    let mut ctx = Ctx { world, bot, params };
    let result = dispatch(&mut ctx, &method.to_ascii_lowercase());
    if let Err(error) = result.unwrap_or_else(|| Err(no_method())) {
        call.status = error.code;
        call.error = Some(error.description);
    }
    world.record(call);
}
