start-greeting = Здравствуйте, { $name }! Это <b>{ $brand }</b>. Рады знакомству!
start-again = С возвращением, { $name }! Это снова <b>{ $brand }</b>.
start-first = Давайте начнём сначала: отправьте /start.
language-choose = Выберите язык · Tilni tanlang · Choose a language

consent-ask = Прежде чем начать, прочитайте, пожалуйста, документ { $number } из { $count } и решите, согласны ли вы. Нажмите на текст, чтобы развернуть его.
consent-changed = Этот документ изменился с тех пор, как вы с ним согласились. Прочитайте новую редакцию, пожалуйста. Нажмите на текст, чтобы развернуть его.
consent-agree = ✅ Согласен
consent-refuse = Не согласен
consent-return = 📄 Вернуться к документам
consent-first = Сначала нужно ваше согласие с документами.
consent-refused =
    <b>Понимаем.</b> Без согласия мы не вправе хранить ваш профиль и помогать вам лично.

    Вопросы и ответы, а также страница «О нас» доступны и без него. Если передумаете, документы будут ждать здесь.

blocked = Доступ к боту закрыт.
blocked-alert = Доступ к боту закрыт.
blocked-reason = Причина: { $reason }
blocked-contact = Если это ошибка, напишите: { $contact }
unblocked = Доступ к боту снова открыт. С возвращением!

profile-unset = не указано
profile-card =
    <b>Профиль</b>

    Имя: { $first }
    Фамилия: { $last }
    Telegram: { $username }
    Язык: { $language }
    Часовой пояс: { $zone }
    Сфера: { $sphere }
    Специализация: { $spec }
    Интересы: { $interests }
profile-roles = Роли: { $roles }
profile-edit-first = ✏️ Имя
profile-edit-last = ✏️ Фамилия
profile-edit-sphere = 🎓 Сфера
profile-edit-spec = 🔬 Специализация
profile-edit-interests = ⭐ Интересы
profile-edit-zone = 🕒 Часовой пояс
profile-edit-avatar = 🖼 Фото
profile-clear = 🗑 Убрать
profile-share-location = 📍 Определить по геопозиции

profile-ask-first = Как вас зовут? Напишите имя.
profile-ask-last = Напишите фамилию.
profile-ask-sphere = В какой сфере вы учитесь или работаете? Например: экономика.
profile-ask-spec = Какая у вас специализация? Например: международные финансы.
profile-ask-interests = Что вам интересно? Напишите через запятую, до десяти слов. Например: горы, фотография, история.
profile-ask-zone = Выберите город с вашим временем, напишите его название или пришлите геопозицию.
profile-ask-avatar = Пришлите фото, до 5 МБ.
profile-ask-location = Нажмите кнопку внизу, чтобы отправить геопозицию. По ней мы узнаем только часовой пояс, сама она не сохранится.
profile-saved = Записали.

profile-error-empty = Здесь пусто. Напишите хотя бы одно слово.
profile-error-long = Слишком длинно: поместится до 64 символов.
profile-error-many = Слишком много: оставьте не больше десяти.
profile-error-zone = Такого города или пояса мы не знаем. Попробуйте ближайший крупный город.
profile-error-place = По этой геопозиции не удалось определить часовой пояс. Выберите город из списка.
profile-error-not-text = Здесь нужен текст.
profile-error-not-photo = Здесь нужно фото: отправьте его как картинку.
profile-error-photo-large = Файл больше 5 МБ. Пришлите фото поменьше.

privacy-page =
    <b>Мои данные</b>

    Оферта: { $offer }
    Обработка данных: { $data }

    Здесь можно перечитать документы, скачать всё, что мы о вас храним, отозвать согласие или удалить аккаунт.
privacy-given = согласие дано { $since }
privacy-refused = отказ { $since }
privacy-withdrawn = согласие отозвано { $since }
privacy-not-asked = решения ещё нет
privacy-read-offer = 📄 Оферта
privacy-read-data = 📄 Обработка данных
privacy-export-button = ⬇️ Скачать мои данные
privacy-export-toast = Собираем файл…
privacy-export = Это всё, что мы о вас храним: файл JSON, его откроет любой текстовый редактор.
privacy-withdraw-button = ↩️ Отозвать согласие
privacy-withdraw-ask = Отозвать согласие? Профиль останется, но пользоваться сервисом до нового согласия не получится.
privacy-tokens = 🔑 Ключи для своих программ
privacy-delete-button = 🗑 Удалить аккаунт
privacy-delete-ask =
    <b>Удалить аккаунт?</b>

    Имя, фото, круг, ключи и всё остальное о вас сотрётся сразу и навсегда. Записи об оплатах останутся без вашего имени: так требует закон.
privacy-delete-yes = Да, удалить
privacy-deleted = Аккаунт удалён. Если захотите вернуться, нажмите /start.
