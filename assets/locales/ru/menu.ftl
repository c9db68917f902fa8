menu-home = <b>{ $brand }</b>

    { $name }, чем помочь?
menu-profile = 👤 Профиль
menu-circle = 🤝 Круг
menu-hours = 🕐 Час с поддержкой
menu-tours = 🌍 Туры
menu-agency = 🏢 Кабинет агентства
menu-faq = 💬 Вопросы и ответы
menu-about = ℹ️ О нас
menu-stages = 🧭 Этапы работы
menu-language = 🌐 Язык
menu-privacy = 🔒 Мои данные
menu-consent = 📄 Документы и согласие
menu-staff = 🛠 Панель сотрудника
menu-link-site = 🌍 Сайт
menu-link-channel = 📣 Канал
menu-link-chat = 💬 Чат

menu-cancelled = Хорошо, отменили.
menu-nothing-to-cancel = Отменять было нечего.
menu-unknown-command = Такой команды нет. Вот что есть:
menu-stale-button = Эта кнопка устарела. Вот свежее меню.
menu-question-lost = Бот забыл, о чём спрашивал, извините. Откройте нужный раздел ещё раз:
menu-unexpected-text = Сейчас бот не ждал от вас текста. Выберите раздел:
menu-unexpected-media = Спасибо, но сейчас бот не ждал файла. Выберите раздел:
menu-reviews = ⭐ Отзывы
menu-referrals = 🎁 Пригласить друзей
