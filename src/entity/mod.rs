//! Tables as SeaORM entities, one a file. Scopes only: rules live in the features' services.

/// A closed set of words: text in the database, the same on the wire and in the names of texts.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
            sea_orm::EnumIter, sea_orm::DeriveActiveEnum, utoipa::ToSchema,
        )]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$about])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the database, on the wire and in the texts.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The one of that word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

pub mod agency;
pub mod agency_receipt;
pub mod api_token;
pub mod attachment;
pub mod audit_record;
pub mod bonus;
pub mod booking;
pub mod booking_participant;
pub mod consent;
pub mod departure;
pub mod dialogue;
pub mod executor;
pub mod failed_update;
pub mod faq_vote;
pub mod friend_link;
pub mod friendship;
pub mod handled_update;
pub mod hour;
pub mod hour_day_off;
pub mod hour_window;
pub mod idempotency_key;
pub mod lease;
pub mod ledger_account;
pub mod ledger_entry;
pub mod ledger_transaction;
pub mod media;
pub mod order;
pub mod order_delivery;
pub mod order_extension;
pub mod order_offer;
pub mod outbox;
pub mod partner_application;
pub mod payme_transaction;
pub mod payment;
pub mod payout;
pub mod promo_code;
pub mod promo_use;
pub mod promotion;
pub mod provider_notice;
pub mod referral;
pub mod referral_code;
pub mod refund;
pub mod review;
pub mod session_message;
pub mod thread_message;
pub mod tour;
pub mod tour_favourite;
pub mod tour_photo;
pub mod tour_session;
pub mod tour_text;
pub mod trip;
pub mod trip_agency;
pub mod trip_offer;
pub mod trip_word;
pub mod user;
pub mod user_note;
pub mod user_role;
pub mod waiting_party;
