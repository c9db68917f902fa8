//! Onboarding, profile and privacy: decode, one service call, a screen.

mod onboarding;
mod privacy;
mod profile;

pub use self::{
    onboarding::{consent_first, consent_first_message, language, shut_out, start, unknown},
    privacy::page as privacy,
    profile::{page as profile, shared_place, typed},
};
use super::callbacks::UsersCallback;
use crate::{
    bot::{fault::Fault, tap::Tap},
    features::ctx::Ctx,
};

/// A tap on a button of this feature. Language, consent and privacy need no consent themselves.
pub async fn tapped(cx: Ctx, tap: Tap, callback: UsersCallback) -> Result<(), Fault> {
    let tap = Some(&tap);
    match callback {
        UsersCallback::Language => language(&cx, tap).await,
        UsersCallback::SetLanguage(lang) => onboarding::set_language(&cx, tap, lang).await,
        UsersCallback::Consent => onboarding::ask_consent(&cx, tap).await,
        UsersCallback::Decide(document, decision, version) => {
            onboarding::decide(&cx, tap, document, decision, version).await
        }
        UsersCallback::Privacy => privacy(&cx, tap).await,
        UsersCallback::Read(document) => privacy::read(&cx, tap, document).await,
        UsersCallback::Export => privacy::export(&cx, tap).await,
        UsersCallback::Withdraw => privacy::ask_withdraw(&cx, tap).await,
        UsersCallback::WithdrawYes => privacy::withdraw(&cx, tap).await,
        UsersCallback::Delete => privacy::ask_delete(&cx, tap).await,
        UsersCallback::DeleteYes => privacy::delete(&cx, tap).await,
        UsersCallback::Profile
        | UsersCallback::Edit(_)
        | UsersCallback::Clear(_)
        | UsersCallback::Zone(_)
        | UsersCallback::ShareLocation
            if !cx.has_consented() =>
        {
            onboarding::ask_consent(&cx, tap).await
        }
        UsersCallback::Profile => profile(&cx, tap).await,
        UsersCallback::Edit(field) => profile::ask(&cx, tap, field).await,
        UsersCallback::Clear(field) => profile::clear(&cx, tap, field).await,
        UsersCallback::Zone(number) => profile::pick_zone(&cx, tap, number).await,
        UsersCallback::ShareLocation => profile::ask_location(&cx, tap).await,
    }
}
