//! Tables as SeaORM entities, one a file. Scopes only: rules live in the features' services.

pub mod api_token;
pub mod audit_record;
pub mod consent;
pub mod departure;
pub mod dialogue;
pub mod failed_update;
pub mod faq_vote;
pub mod friend_link;
pub mod friendship;
pub mod handled_update;
pub mod idempotency_key;
pub mod lease;
pub mod media;
pub mod outbox;
pub mod user;
pub mod user_note;
pub mod user_role;
