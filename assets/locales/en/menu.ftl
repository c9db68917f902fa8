menu-home = <b>{ $brand }</b>

    { $name }, how can we help?
menu-profile = 👤 Profile
menu-circle = 🤝 Circle
menu-hours = 🕐 Hour with support
menu-tours = 🌍 Tours
menu-agency = 🏢 Agency desk
menu-faq = 💬 Questions and answers
menu-about = ℹ️ About us
menu-stages = 🧭 How it works
menu-language = 🌐 Language
menu-privacy = 🔒 My data
menu-consent = 📄 Documents and consent
menu-staff = 🛠 Staff panel
menu-link-site = 🌍 Website
menu-link-channel = 📣 Channel
menu-link-chat = 💬 Chat

menu-cancelled = All right, cancelled.
menu-nothing-to-cancel = There was nothing to cancel.
menu-unknown-command = There is no such command. Here is what there is:
menu-stale-button = This button is out of date. Here is a fresh menu.
menu-question-lost = Sorry, the bot forgot what it was asking. Please open the section again:
menu-unexpected-text = The bot wasn't expecting text just now. Choose a section:
menu-unexpected-media = Thank you, but the bot wasn't expecting a file just now. Choose a section:
menu-reviews = ⭐ Reviews
menu-referrals = 🎁 Invite friends
