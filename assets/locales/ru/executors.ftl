menu-work = 🧰 Кабинет исполнителя
profile-become-executor = 🧰 Стать исполнителем
command-work = Кабинет исполнителя

# Анкета.
executors-invitation =
    <b>Стать исполнителем</b>

    Исполнители помогают студентам: консультируют, проверяют, объясняют, переводят. Вы сами выбираете заказы и получаете { $share } % цены. С заказчиками вы общаетесь через бота, контактов друг друга вы не видите.

    Расскажите о себе: это займёт пару минут, а ответим мы здесь же.
executors-begin = ✍️ Заполнить анкету
executors-go-on = ✍️ Продолжить
executors-ask-subjects = В каких предметах и видах работ вы сильны? Например: статистика, эконометрика, проверка курсовых.
executors-ask-experience = Расскажите об опыте: где учились и работали, с чем помогали студентам.
executors-ask-samples =
    Пришлите примеры работ, до { $limit } файлов. Можно и без них.

    { $count ->
        [0] Пока ни одного.
        [one] Уже есть { $count } файл.
        [few] Уже есть { $count } файла.
       *[other] Уже есть { $count } файлов.
    }
executors-ask-card = Пришлите номер карты, на которую переводить заработанное. Мы храним его зашифрованным, а сообщение с номером сразу уберём из чата.
executors-next = Дальше ›
executors-skip = Пропустить ›
executors-draft = <b>Ваша анкета</b> ещё не отправлена. Проверьте, всё ли так.
executors-applied = <b>Анкета отправлена</b> { $at }. Мы прочитаем её и ответим здесь.
executors-refused =
    <b>Анкету пока не приняли.</b>

    Причина: { $reason }

    Исправьте её и отправьте ещё раз.
executors-approved = <b>Вы исполнитель.</b> Заказчики видят вас как «Исполнитель { $number }».
executors-paused = ⏸ Новые заказы пока не приходят. Причина: { $reason }
executors-fields =
    <b>Предметы:</b> { $subjects }
    <b>Опыт:</b> { $experience }
    <b>Примеры:</b> { $samples }
    <b>Карта:</b> { $card }
executors-send = 📨 Отправить анкету
executors-edit-subjects = ✏️ Предметы
executors-edit-experience = ✏️ Опыт
executors-edit-samples = 📎 Примеры
executors-edit-card = 💳 Карта
executors-card-kept = Карта { $card } сохранена, сообщение с номером убрано.

# Решения сотрудников.
executors-review = Анкета исполнителя: <b>{ $name }</b>, номер { $number }
executors-review-approved = ✅ Принят.
executors-review-refused = ✖️ Отказано. Причина: { $reason }
executors-review-paused = ⏸ На паузе. Причина: { $reason }
executors-samples = 📎 Примеры: { $count }
executors-approve = ✅ Принять
executors-refuse = ✖️ Отказать
executors-ask-reason = <b>{ $name }</b>: почему отказываем? Человек увидит эту причину. До { $limit } символов.
executors-news-approved = 🎉 Анкета принята! Вы теперь исполнитель, заказчики видят вас как «Исполнитель { $number }».
executors-news-refused =
    Анкету исполнителя пока не приняли.

    Причина: { $reason }
executors-news-paused = ⏸ Мы приостановили для вас новые заказы. Те, что в работе, остаются у вас. Причина: { $reason }
executors-news-resumed = ▶️ Новые заказы снова приходят.
executors-news-limit = Теперь у вас в работе может быть заказов: { $limit }.
executors-news-share = Теперь ваша доля в цене новых заказов: { $share } %.
executors-again = ✍️ Исправить анкету

# Кабинет.
executors-panel =
    <b>Кабинет исполнителя { $number }</b>

    В работе: { $work } из { $limit }.
executors-panel-rating =
    { $count ->
        [one] ⭐ { $stars } по { $count } отзыву.
       *[other] ⭐ { $stars } по { $count } отзывам.
    }
executors-panel-waiting =
    { $count ->
        [one] ❔ { $count } заказ ждёт вашего ответа.
        [few] ❔ { $count } заказа ждут вашего ответа.
       *[other] ❔ { $count } заказов ждут вашего ответа.
    }
executors-board = 📋 Доска заказов: { $count }
executors-work = 🛠 В работе: { $count }
executors-offers = ✋ Предложения: { $count }
executors-money = 💰 Заработок
executors-history = 🗂 История
executors-board-title =
    <b>Доска заказов</b>

    { $count ->
        [0] Подходящих заказов пока нет. Мы напишем, когда появятся новые.
        [one] { $count } заказ.
        [few] { $count } заказа.
       *[other] { $count } заказов.
    }
executors-board-shown = Показаны: { $filter }
executors-filter = ⚙️ Фильтр
executors-filter-ask = Что показать и в каком порядке?
executors-any-kind = Все виды
executors-whenever = Любой срок
executors-within =
    { $days ->
        [one] за { $days } день
        [few] за { $days } дня
       *[other] за { $days } дней
    }
executors-sort-new = новые
executors-sort-soon = срочные
executors-sort-dear = дорогие
executors-show = 👀 Показать
executors-offers-title =
    <b>Мои предложения</b>

    { $count ->
        [0] Открытых предложений нет.
       *[other] Открыто: { $count }.
    }
executors-work-title =
    <b>В работе</b>

    { $count ->
        [0] Сейчас ничего. Загляните на доску заказов.
       *[other] Заказов: { $count }. Сверху самые срочные.
    }
executors-history-title =
    <b>История</b>

    { $count ->
        [0] Завершённых заказов ещё нет.
       *[other] Заказов: { $count }.
    }

# Заказ.
executors-order =
    <b>Заказ № { $id }</b> · { $kind }
    { $status }
executors-status-open = Заказчик ждёт предложений
executors-status-free = Оплачен и свободен
executors-status-lost = Больше не доступен
executors-status-draft = Черновик
executors-status-submitted = Заказчик ждёт предложений
executors-status-quoted = Цена на согласовании
executors-status-awaiting_payment = Ждёт оплаты
executors-status-paid = ❔ Назначен вам и ждёт ответа
executors-status-in_progress = 🛠 В работе
executors-status-delivered = 📤 Сдан, ждём заказчика
executors-status-changes_requested = 🔁 Заказчик просит правки: подробности в чате
executors-status-disputed = ⚖️ Спор: решает команда
executors-status-completed = ✅ Принят
executors-status-refunded = ✖️ Закончен возвратом
executors-status-cancelled = ✖️ Отменён
executors-status-expired = ✖️ Срок вышел
executors-order-subject = <b>Предмет:</b> { $text }
executors-order-topic = <b>Тема:</b> { $text }
executors-order-details = <b>Подробности:</b> { $text }
executors-order-volume = <b>Объём:</b> { $text }
executors-order-due = <b>Срок:</b> до { $day }
executors-order-budget = <b>Бюджет заказчика:</b> { $budget }
executors-order-price = <b>Цена:</b> { $price }
executors-order-share = <b>Вам:</b> { $share }
executors-order-offer =
    ✋ <b>Ваше предложение:</b> { $days ->
        [one] { $price } за { $days } день
        [few] { $price } за { $days } дня
       *[other] { $price } за { $days } дней
    }
    { $note }
executors-order-accept = ⏳ На ответ осталось { $left }, до { $until }. Потом заказ предложат другим.
executors-order-delivered = 📦 Сдана версия { $number }, { $at }.
executors-order-more = ⏳ Вы попросили продлить срок до { $day }. Ждём ответа заказчика.
executors-order-warranty = Гарантия до { $day }: до этого дня заказчик может задать вопросы.
executors-order-ended = <b>Решение команды:</b> { $reason }
executors-span = { $hours } ч { $minutes } мин
executors-offer = ✋ Предложить цену и срок
executors-offer-change = ✏️ Изменить
executors-offer-withdraw = ↩️ Отозвать
executors-take = 🤝 Взять в работу
executors-files = 📎 Файлы заказа: { $count }
executors-accept = ✅ Берусь
executors-decline = ✖️ Отказаться
executors-decline-ask = Отказаться от заказа № { $id }? Его предложат другим исполнителям.
executors-deliver = 📤 Сдать работу
executors-more = ⏳ Попросить больше времени
executors-write = 💬 Написать заказчику
executors-dispute = ⚖️ Позвать команду
executors-dispute-ask = Что случилось? Опишите одним сообщением, до { $limit } символов. Работа встанет, мы прочитаем переписку и решим, как разделить деньги.
executors-ask-price = Заказ № { $id }. За сколько возьмётесь? Напишите цену в рублях.
executors-ask-days = За сколько дней сделаете? Напишите число от 1 до { $limit }.
executors-ask-note = Что сказать заказчику: как будете работать, почему выбрать вас? До { $limit } символов.
executors-parcel =
    <b>Сдаём заказ № { $id }</b>

    Пришлите файлы, до { $limit }. Когда всё здесь, нажмите «Дальше».

    { $count ->
        [0] Файлов пока нет.
       *[other] Файлов: { $count }
    }
executors-parcel-file = • { $name }
executors-unpack = 🗑 Начать заново
executors-ask-delivery =
    { $count ->
        [0] Файлов нет. Напишите ответ заказчику: он уйдёт как сданная работа.
        [one] { $count } файл готов. Напишите пару слов к нему, и работа уйдёт заказчику.
        [few] { $count } файла готовы. Напишите пару слов к ним, и работа уйдёт заказчику.
       *[other] { $count } файлов готовы. Напишите пару слов к ним, и работа уйдёт заказчику.
    } До { $limit } символов.
executors-deliver-bare = 📤 Сдать без слов
executors-ask-day = Сейчас срок { $day }. Выберите новый день.
executors-ask-day-first = Новый срок: выберите день.
executors-ask-more = Новый срок: { $day }. Объясните заказчику, почему нужно больше времени. До { $limit } символов.

# Деньги.
executors-money-page =
    <b>Заработок</b>

    К выплате: <b>{ $balance }</b>
    Ваша доля: { $share } %
    Карта: { $card }
executors-no-card = не указана
executors-card-add = 💳 Указать карту
executors-card-change = 💳 Сменить карту
executors-payout = 💸 Вывести заработанное
executors-payout-ask = Вывести <b>{ $amount }</b> на карту { $card }?
executors-payout-open = ⏳ Запрошена выплата { $amount } на карту { $card }, { $at }.
executors-payout-back = ↩️ Отозвать заявку
executors-payout-minimum = Вывести можно от { $minimum }.
executors-entries = 📒 Начисления и выплаты
executors-entries-title = <b>Начисления и выплаты</b>
executors-entries-none = Здесь пока пусто.
executors-entry = { $at } · <b>{ $amount }</b> · { $what }
executors-entry-order = заказ № { $id }
executors-entry-payout = выплата
executors-entry-other = пересчёт
executors-older = Раньше ›

executors-open = 📄 Открыть заказ
executors-to-board = 🧰 В кабинет
executors-news-board = 📋 На доске новый заказ № { $id }
executors-news-assigned = 🤝 Вам назначен заказ № { $id }
executors-news-lost = Заказ № { $id }: заказчик выбрал другое предложение. Спасибо за ваше!
executors-news-taken = Заказ № { $id } больше не у вас.
executors-news-changes = 🔁 Заказ № { $id }: заказчик просит правки.
executors-news-completed = ✅ Заказ № { $id } принят. Ваша доля уже на балансе.
executors-news-silence = ✅ Заказ № { $id } принят автоматически: заказчик не ответил в срок. Ваша доля уже на балансе.
executors-news-more-yes = ⏳ Заказ № { $id }: заказчик согласился на новый срок.
executors-news-more-no = Заказ № { $id }: заказчик не согласился на новый срок, он остаётся прежним.
executors-news-disputed = ⚖️ Заказ № { $id }: открыт спор. Команда разберётся и напишет обоим.
executors-news-decided = ⚖️ Заказ № { $id }: команда вынесла решение.
executors-news-yours = Ваша доля: <b>{ $sum }</b>.
executors-news-nothing = Деньги возвращаются заказчику.
executors-news-cancelled = ✖️ Заказ № { $id } отменён.
executors-news-expired = ✖️ Заказ № { $id } закрыт: срок вышел.
executors-news-due = ⏰ Заказ № { $id }: до срока меньше суток.
executors-news-overdue = ⏰ Заказ № { $id }: срок прошёл. Сдайте работу или договоритесь о новом сроке.

executors-error-yourself = Решать о собственной анкете нельзя.
executors-error-moved = С тех пор всё изменилось. Откройте анкету ещё раз.
executors-error-incomplete = Заполните предметы и опыт, тогда анкету можно отправить.
executors-error-empty = Здесь нужен текст.
executors-error-long = Слишком длинно: поместится до { $limit } символов.
executors-error-files = Файлов слишком много: поместится { $limit }.
executors-error-not-file = Здесь нужен файл: документ, фото, видео или запись.
executors-error-limit = Заказов в работе может быть от 1 до { $limit }.
executors-error-share = Доля бывает от 0 до 100 процентов.
executors-error-order-moved = С этим заказом так уже нельзя: он изменился. Откройте его ещё раз.
executors-error-taken = Этот заказ уже взял другой исполнитель. На доске есть и другие.
executors-error-hands = У вас уже столько заказов, сколько можно взять: сначала сдайте один из них.
executors-error-not-at-work = Сейчас вы не берёте новые заказы.
executors-error-own = Это ваш собственный заказ.
executors-error-soon = Новый срок должен быть не раньше { $day }.
executors-error-far = Так далеко срок не перенести: выберите день в пределах года.
executors-error-price = Напишите цену числом в рублях: от 1 до 1 000 000.
executors-error-days = Напишите число дней от 1 до { $limit }.
executors-error-nothing = Пришлите файл или напишите текст.
executors-error-asked = Вы уже попросили продлить срок. Дождитесь ответа заказчика.
executors-error-file-first = Сейчас ждём файлы. Слова к ним спросим следом: нажмите «Дальше».

audit-executor-applied = анкета исполнителя
audit-executor-approved = исполнитель принят
audit-executor-refused = анкета отклонена
audit-executor-paused = исполнитель на паузе
audit-executor-resumed = исполнитель снова работает
audit-executor-limit = лимит исполнителя
audit-executor-share = доля исполнителя
audit-executor-card = карта исполнителя
audit-hour-contacts-masked = скрыты контакты в чате часа
audit-executor = исполнители
