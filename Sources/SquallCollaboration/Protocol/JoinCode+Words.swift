extension JoinCode {
  /// How many words there are for each place of a code.
  public static let wordCount = 256

  /// Words that can be told apart when they are spoken and typed: any two of a list differ in at
  /// least two letters.
  static let firstWords = split(
    """
    able amber ample aqua arctic autumn azure balmy bamboo basic beige blue bold bouncy brave
    breezy bright brisk bronze brown bubbly busy calm candid caring casual cedar cherry chilly
    chunky citrus clean clever cloudy cobalt comfy copper coral cosmic crafty crisp crystal
    curious curly cyan daily dapper dashing diamond dreamy dusty eager early earthy easy elastic
    elegant emerald endless epic evening fabled fair famous fancy festive fiery flaming floral
    fluffy flying forest free fresh frosty frozen fruity fuzzy gallant gentle giant gifted ginger
    glad glossy golden grand green grey happy hardy hazel hearty helpful hidden hollow honest
    humble ideal indigo inner ivory jade jaunty jolly jovial joyful jumbo keen khaki kind lasting
    lawful leafy lemon lilac lime little local lofty logical loud lovely lunar magenta magic mango
    maple marble maroon merry mighty minty modest morning mossy musical mustard mystic narrow
    native neat nimble noble nutmeg oaken oceanic olive opal open orange orchid outer pacific
    paper peach pearl peppery perfect pink placid plain playful plum polite poppy proud pumpkin
    pure purple quick quiet radiant rainy rapid rare ready regal robust rosy round royal ruby
    rugged rustic safe saffron salmon sandy scarlet scenic secret serene sharp shiny silent silver
    simple sincere sleepy smooth snowy snug solar solid sonic speedy spicy spiral spring square
    stable starry steady sturdy sublime subtle summer sunny super sweet swift tangy teal tender
    tidy timely trusty ultra unique upbeat urban useful valiant vanilla vast velvet verdant
    vibrant vintage violet vivid walnut warm waxen western white wild windy winter wise wooden
    woolly yellow zealous zesty
    """)

  /// Words for the second place.
  static let secondWords = split(
    """
    acorn airport almond anchor arcade archer arrow atlas attic avenue badger bagpipe bakery
    balcony balloon banjo barley barn basket beacon beaver bicycle biscuit blanket blossom boulder
    bridge broom bucket buffalo butter button cabbage cabin cactus camel camera canal candle canoe
    canyon caravan carpet carrot castle cello chapel chimney cliff clock clover cobbler coconut
    compass cottage cricket curtain cushion daisy desert dolphin donkey dragon drum dune eagle
    easel elbow engine falcon farmer feather fiddle field finch flute forge galaxy garage garden
    garlic gazelle geyser giraffe glacier glove goblet gondola grape guitar hammer hammock harbour
    harp harvest helmet heron hilltop honey horizon hotel iceberg igloo island jacket jaguar
    jasmine jewel jigsaw jungle kayak kettle kingdom kitchen kiwi koala ladder lagoon lantern
    laptop library lion lizard lobster lotus luggage magnet magpie market meadow melon meteor mill
    mirror mitten monsoon mosaic muffin museum napkin nectar nest nugget oasis octopus onion
    orchard ostrich otter oyster paddle painter palace pancake panda parade peacock pebble pelican
    pencil penguin pepper piano pickle picnic pigeon pillow pilot pirate planet pond potato
    pyramid quarry quill rabbit raccoon radar radish rafter railway rainbow raven reef ribbon
    river robin rocket sailor sandal sausage scarf school scooter seagull shadow shelter shuttle
    signal sketch sleigh snail sofa sparrow spinach spoon stadium station statue stream suitcase
    sunset swan tablet tadpole tavern teapot temple terrace theatre thimble thunder ticket tiger
    toaster tomato tornado tortoise tower tractor treasure trolley trumpet tulip tunnel turnip
    turtle umbrella unicorn valley vase village violin volcano wagon walrus whale whistle windmill
    window wolf woodland workshop yacht yoghurt zebra
    """)

  private static func split(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map { String($0) }
  }
}
