"""Sentences that the built encoder is tuned and checked with, in the languages of its users.

They were made up for this purpose; none is a message that someone sent. They are of the kinds
that people do send: danger, doubt, questions, greetings, single words, and what is no word.
"""

from __future__ import annotations

SAMPLES = (
    # English
    "He took my passport and says I owe him four thousand pounds.",
    "help",
    "?",
    "hello, is this a real person or a computer",
    "they lock the door at night and we sleep six in one room",
    "I think the lads at the car wash near us are not allowed to leave. Who do I tell?",
    "How do I make a referral to the NRM for a patient on my ward?",
    "pls he is coming back soon what do i do",
    "thank you, that's all I needed",
    "My boss has not paid my last two wages but I can go home whenever I like.",
    "Can I report it without giving my name? I don't want any trouble with the neighbours.",
    "im 15 and a man gives me things and now he wants me to carry drugs for him",
    "What is the weather like in Leeds tomorrow?",
    "I ESCAPED LAST NIGHT AND I HAVE NOWHERE TO SLEEP!!!",
    "no",
    # Romanian, with and without its marks
    "Mi-au luat actele și nu mă lasă să plec de la fermă.",
    "nu am fost platit de trei luni si dormim in container",
    "Ajutor, m-a bătut și mă tem că se întoarce.",
    "Bună ziua, unde pot suna fără să se afle numele meu?",
    "sora mea a plecat in anglia la munca si nu mai raspunde la telefon",
    "Mulțumesc mult!",
    # Others of the European Union, and neighbours
    "Szef zabrał mi paszport i nie płaci za pracę na budowie.",
    "Ako mogu da pobegnem iz stana, čuva me jedan čovek?",
    "Me detyrojnë të punoj në një shtëpi me bimë dhe s'më lënë të dal.",
    "Работя по дванадесет часа на ден и не ми дават пари.",
    "Мене привезли сюди обманом, я боюся йти до поліції.",
    "Меня держат в квартире и заставляют работать.",
    "Me quitaron el teléfono y no puedo hablar con mi familia.",
    "Prometeram-me um emprego num hotel, mas não me pagam.",
    "Ils menacent ma famille si je parle à quelqu'un.",
    "Man neišmoka algos ir gyvenu jų name.",
    "Nem engednek ki a házból, mit tegyek?",
    # Further away
    "Tôi bị nhốt trong nhà trồng cây, họ bắt tôi làm việc để trả nợ.",
    "صاحب العمل أخذ جواز سفري ولا يدفع لي",
    "老板拿走了我的护照，不让我离开餐馆。",
    "मालिक ने मेरा पासपोर्ट रख लिया है और पैसे नहीं देता।",
    "مجھے گھر سے باہر جانے کی اجازت نہیں ہے",
    "আমি বাড়িতে কাজ করি, আমাকে বের হতে দেয় না।",
    "Pasaportumu aldılar, çalışmazsam beni dövüyorlar.",
    "ፓስፖርቴን ወሰዱብኝ መውጣት አልችልም",
    "Wan kama lambar wayata, ba na iya tafiya.",
    # Not quite words
    "🆘 🚪🔒",
    "asdf qwer 12 !!! www",
)
